//! What was measured, as a table to read and as JSON to keep.

use serde_json::{Value, json};
use std::fmt::Write;

/// One contender in one scenario.
pub(super) struct Row {
    pub(super) scenario: String,
    pub(super) contender: String,
    pub(super) what: String,
    /// Whether it does the scenario's whole work, so that a ratio says something.
    pub(super) compares: bool,
    /// Multiplications and additions of one repetition, 0 if they are not counted.
    pub(super) operations: f64,
    /// Bytes that one repetition reads, 0 if they are not counted.
    pub(super) bytes: f64,
    /// Milliseconds, in the order in which they were measured.
    pub(super) times: Vec<f64>,
    /// Processor time of all of the browser's processes for one repetition, in milliseconds.
    pub(super) cpu: Option<f64>,
}

/// What a time lies between.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Measured {
    /// A call and the picture that it led to.
    Pictures,
    /// Two frames, at each of which something was drawn.
    Frames,
    /// The beginning and the end of a call that was given so many bytes of text.
    Calls { bytes: f64 },
    /// The beginning and the end of a call that read so many words.
    Words { words: f64 },
    /// The beginning and the end of a call that did so many operations as its row says.
    Sums,
    /// A key and the frame that shows what it did, in frames.
    Keys,
}

impl Measured {
    pub(super) fn unit(self) -> &'static str {
        if self == Self::Keys { "frames" } else { "ms" }
    }
}

/// The contender that does nothing: what it costs to wait and to be asked.
const REST: &str = "rest";

/// A scenario with its rows; the first is ours.
pub(super) struct Section {
    pub(super) about: String,
    pub(super) measured: Measured,
    pub(super) rows: Vec<Row>,
}

/// The value below which a `part` of the times lies.
pub(super) fn quantile(times: &[f64], part: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = part * sorted.len().saturating_sub(1) as f64;
    let at = |index: f64| sorted.get(index as usize).copied().unwrap_or(f64::NAN);
    let (below, above) = (at(place.floor()), at(place.ceil()));
    below + (above - below) * place.fract()
}

impl Row {
    pub(super) fn median(&self) -> f64 {
        quantile(&self.times, 0.5)
    }
}

impl Section {
    fn peers(&self) -> impl Iterator<Item = &Row> {
        // Ours may have several rows, which are named after the first.
        let is_ours = |row: &Row| self.rows.first().is_some_and(|first| row.contender.starts_with(&first.contender));
        self.rows.iter().filter(move |row| row.compares && !is_ours(row))
    }

    /// How fast each row computes or reads, and what share that is of the most that the processor can do.
    fn speeds(&self) -> String {
        let peak = self.rows.iter().find(|row| row.contender == "peak").map(|row| row.operations / row.median());
        let speed = |row: &Row| {
            let speed = row.operations / row.median();
            let share = peak.map(|peak| format!(" ({:.0} %)", 100.0 * speed / peak)).unwrap_or_default();
            format!("{} {:.1}{share}", row.contender, speed / 1e6)
        };
        let list = |counted: &dyn Fn(&&Row) -> bool, say: &dyn Fn(&Row) -> String| {
            self.rows.iter().filter(counted).map(say).collect::<Vec<_>>().join(", ")
        };
        let ours = self.rows.first().map_or(f64::NAN, Row::median);
        let ratios = self.peers().map(|peer| format!("{:.3} of {}'s", ours / peer.median(), peer.contender));
        let ratios = ratios.collect::<Vec<_>>().join(", ");
        let ratios = if ratios.is_empty() { ratios } else { format!(" The first takes {ratios} time.") };
        let sums = list(&|row| row.operations > 0.0, &speed);
        let read =
            list(&|row| row.bytes > 0.0, &|row| format!("{} {:.1}", row.contender, row.bytes / row.median() / 1e6));
        let read = if read.is_empty() { read } else { format!(" Gigabytes a second: {read}.") };
        format!("\nGflop/s, and of the peak: {sums}.{read}{ratios}\n")
    }

    /// The fastest peer's median.
    pub(super) fn peer(&self) -> Option<f64> {
        self.peers().map(Row::median).min_by(f64::total_cmp)
    }

    /// Processor time of a row without that of resting.
    fn work(&self, row: &Row) -> Option<f64> {
        let rest = self.rows.iter().find(|row| row.contender == REST)?.cpu?;
        Some(row.cpu? - rest).filter(|_| row.contender != REST)
    }

    /// A row's work as a part of that of the peer that works least.
    fn work_ratio(&self, row: &Row) -> Option<f64> {
        let least = self.peers().filter_map(|row| self.work(row)).min_by(f64::total_cmp)?;
        Some(self.work(row)? / least)
    }

    fn times_as_fast(&self) -> String {
        let (Some(peer), Some(ours)) = (self.peer(), self.rows.first()) else { return String::new() };
        format!(" Ours is {:.1} times as fast as the fastest peer.", peer / ours.median())
    }

    fn markdown(&self) -> String {
        let mut text = format!("\n**{}**\n\n", self.about);
        let measured = match self.measured {
            Measured::Pictures => "ms from call to picture",
            Measured::Frames => "ms from frame to frame",
            Measured::Calls { .. } | Measured::Words { .. } | Measured::Sums => "ms of the call",
            Measured::Keys => "frames from key to picture",
        };
        let _infallible = writeln!(
            text,
            "| | {measured} | middle half | longest | of the fastest peer's | CPU ms | without rest | of the thriftiest peer's |\n|---|--:|--:|--:|--:|--:|--:|--:|"
        );
        for row in &self.rows {
            let ratio = self.peer().filter(|_| row.compares).map(|peer| format!("{:.3}", row.median() / peer));
            let told = |number: Option<f64>| number.map(|number| format!("{number:.1}")).unwrap_or_default();
            let share = self.work_ratio(row).map(|share| format!("{share:.4}"));
            let _infallible = writeln!(
                text,
                "| {}: {} | {:.1} | {:.1}–{:.1} | {:.1} | {} | {} | {} | {} |",
                row.contender,
                row.what,
                row.median(),
                quantile(&row.times, 0.25),
                quantile(&row.times, 0.75),
                quantile(&row.times, 1.0),
                ratio.unwrap_or_default(),
                told(row.cpu),
                told(self.work(row)),
                share.unwrap_or_default()
            );
        }
        let rates = |rate: &dyn Fn(&Row) -> String| {
            let rates = self.rows.iter().map(|row| format!("{} {}", row.contender, rate(row)));
            rates.collect::<Vec<_>>().join(", ")
        };
        match self.measured {
            Measured::Pictures => {}
            Measured::Keys => {
                let within = |row: &Row| row.times.iter().filter(|&&frames| frames <= 2.0).count();
                let rate = |row: &Row| format!("{} of {}", within(row), row.times.len());
                text += &format!("\nWithin two frames: {}.\n", rates(&rate));
            }
            Measured::Frames => {
                let rate = |row: &Row| row.times.len() as f64 * 1e3 / row.times.iter().sum::<f64>();
                text += &format!("\nFrames a second: {}.\n", rates(&|row| format!("{:.0}", rate(row))));
            }
            Measured::Calls { bytes } => {
                let rate = |row: &Row| format!("{:.1}", bytes / 1e3 / row.median());
                text += &format!("\nMegabytes a second: {}.{}\n", rates(&rate), self.times_as_fast());
            }
            Measured::Words { words } => {
                let rate = |row: &Row| format!("{:.0}", words / row.median());
                text += &format!("\nThousands of words a second: {}.{}\n", rates(&rate), self.times_as_fast());
            }
            Measured::Sums => text += &self.speeds(),
        }
        text
    }
}

/// Where and when, in one line.
pub(super) fn head(machine: &Value) -> String {
    let word = |name: &str| machine[name].as_str().unwrap_or("?").to_owned();
    format!("{}, {}, {} threads, {}", word("date"), word("processor"), machine["threads"], word("browser"))
}

/// Everything as Markdown.
pub(super) fn markdown(machine: &Value, sections: &[Section]) -> String {
    sections.iter().fold(head(machine) + "\n", |text, section| text + &section.markdown())
}

/// What is kept of a run: no single times.
pub(super) fn summary(machine: &Value, sections: &[Section]) -> Value {
    let rounded = |number: f64| (number.is_finite()).then_some((number * 1e4).round() / 1e4);
    let row = |section: &Section, row: &Row| {
        let ratio = section.peer().filter(|_| row.compares).map(|peer| row.median() / peer);
        let middle_half = [0.25, 0.75].map(|part| rounded(quantile(&row.times, part)));
        json!({ "scenario": row.scenario, "contender": row.contender, "what": row.what, "unit": section.measured.unit(),
            "median": rounded(row.median()), "middle_half": middle_half,
            "n": row.times.len(), "ratio": ratio.and_then(rounded), "cpu_ms": row.cpu.and_then(rounded),
            "cpu_ms_without_rest": section.work(row).and_then(rounded), "cpu_ratio": section.work_ratio(row).and_then(rounded) })
    };
    let rows = sections.iter().flat_map(|section| section.rows.iter().map(move |one| row(section, one)));
    json!({ "machine": machine, "rows": rows.collect::<Vec<_>>() })
}

/// Everything as JSON, each single time included.
pub(super) fn json(machine: &Value, sections: &[Section]) -> Value {
    let row = |row: &Row| {
        json!({ "scenario": row.scenario, "contender": row.contender, "what": row.what, "median_ms": row.median(),
            "cpu_ms": row.cpu, "operations": row.operations, "bytes": row.bytes, "times_ms": row.times })
    };
    json!({ "machine": machine, "rows": sections.iter().flat_map(|section| section.rows.iter().map(row)).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(contender: &str, times: &[f64], compares: bool) -> Row {
        let word = String::new;
        let (operations, bytes) = (8e6, 0.0);
        let (times, contender) = (times.to_vec(), contender.into());
        Row { scenario: word(), contender, what: word(), compares, operations, bytes, times, cpu: None }
    }

    #[test]
    fn quantiles_lie_between_values() {
        let times = [4.0, 1.0, 3.0, 2.0];
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|part| quantile(&times, part)), [1.0, 1.75, 2.5, 4.0]);
        assert!(quantile(&[], 0.5).is_nan());
    }

    #[test]
    fn ratios_are_to_the_fastest_peer_that_does_the_same() {
        let rows = vec![
            row("ours", &[1.0], true),
            row("part", &[0.1], false),
            row("slow", &[9.0], true),
            row("fast", &[4.0], true),
        ];
        let text = Section { about: String::new(), measured: Measured::Pictures, rows }.markdown();
        let ratios: Vec<&str> =
            text.lines().filter(|line| line.contains('–')).map(|line| line.split('|').nth(5).unwrap().trim()).collect();
        assert_eq!(ratios, ["0.250", "", "2.250", "1.000"]);
        let rows = vec![row("ours", &[2.0], true), row("peer", &[9.0], true)];
        let text = Section { about: String::new(), measured: Measured::Calls { bytes: 1e6 }, rows }.markdown();
        let rates = "Megabytes a second: ours 500.0, peer 111.1. Ours is 4.5 times as fast as the fastest peer.\n";
        assert!(text.ends_with(rates), "{text}");
    }

    #[test]
    fn speeds_are_shares_of_the_peak() {
        let mut rows = vec![
            row("ours", &[2.0], true),
            row("ours-too", &[2.5], true),
            row("peer", &[8.0], true),
            row("peak", &[1.0], false),
            row("memory", &[4.0], false),
        ];
        (rows[4].operations, rows[4].bytes) = (0.0, 12e6);
        let text = Section { about: String::new(), measured: Measured::Sums, rows }.markdown();
        let speeds = "Gflop/s, and of the peak: ours 4.0 (50 %), ours-too 3.2 (40 %), peer 1.0 (12 %), peak 8.0 (100 %). \
            Gigabytes a second: memory 3.0. The first takes 0.250 of peer's time.\n";
        assert!(text.ends_with(speeds), "{text}");
    }
}

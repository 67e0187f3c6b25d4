//! The benchmark: the built site beside its peers, in one page, in turns; each scenario in a browser of its own.
//!
//! ```text
//! cargo xtask bench [--rounds N] [FILTER …]
//! ```
//!
//! `scenarios.js` and the scripts beside it say what is measured and `harness.js` how; here is who takes turns, [`cpu`] and [`report`]. A scenario
//! or a peer is an entry there and, if it comes from npm, a constant of `xtask::npm`. Nothing here asserts on time. The
//! end-to-end test of the same name runs every scenario once without peers, so that none of it rots.

pub(crate) mod bytes;
mod cpu;
mod plot;
mod report;

use crate::driver::{Driver, Wishes};
use crate::options::{Kind, Options};
use crate::page::Page;
use crate::{runner, site};
use anyhow::{Context, Result};
use base64::Engine;
use report::{Measured, Row, Section};
use serde_json::{Value, json};
use std::fs;

/// How the page measures.
const HARNESS: &str = include_str!("harness.js");
/// What is measured.
const SCENARIOS: [&str; 9] = [
    include_str!("beside.js"),
    include_str!("peers.js"),
    include_str!("drawing.js"),
    include_str!("scenarios.js"),
    include_str!("tokenizers.js"),
    include_str!("compute.js"),
    include_str!("typing.js"),
    include_str!("key.js"),
    include_str!("vectors.js"),
];

/// A contender's repetitions before the next one has its turn.
#[derive(Clone, Copy)]
struct Turn {
    /// Those that are measured.
    counted: usize,
    /// Those before them.
    uncounted: usize,
}

impl Turn {
    /// Seven after three; a contender that takes seconds has three at once.
    fn of(contender: &Value) -> Self {
        if contender["slow"] == true { Self { counted: 3, uncounted: 0 } } else { Self { counted: 7, uncounted: 3 } }
    }
}

/// Opens the page and brings the harness into it; the scenarios' names.
pub(crate) fn open(page: &Page) -> Result<Vec<String>> {
    page.open("#language=en")?;
    page.run(HARNESS)?;
    for script in SCENARIOS {
        page.run(script)?;
    }
    let names = page.eval("Object.keys(bench.scenarios)")?;
    Ok(names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Brings the page into a scenario's state: what it is about, whether it counts frames, and its contenders.
pub(crate) fn prepare(page: &Page, name: &str) -> Result<Value> {
    page.run_with("return await bench.prepare(args[0])", vec![name.into()]).with_context(|| name.to_owned())
}

/// Gives a contender its place and calls it, from the picture `first` on, so many times that are not counted.
pub(crate) fn begin(page: &Page, name: &str, contender: &str, first: usize, uncounted: usize) -> Result<()> {
    let arguments = vec![name.into(), contender.into(), first.into(), uncounted.into()];
    page.run_with("await bench.begin(...args)", arguments).map(drop)
}

/// Lets the contender that has begun have its turn, its pictures counted from `first`; milliseconds.
pub(crate) fn turn(page: &Page, name: &str, contender: &str, first: usize, counted: usize) -> Result<Vec<f64>> {
    let arguments = vec![name.into(), contender.into(), first.into(), counted.into()];
    let times = page.run_with("return await bench.measure(...args)", arguments)?;
    Ok(times.as_array().into_iter().flatten().filter_map(Value::as_f64).collect())
}

/// Runs all scenarios, or those that were asked for, in Chromium; prints and writes the results.
pub(crate) fn run(options: &Options, rounds: usize) -> Result<()> {
    let runtime = runner::start()?;
    let server = site::start_for_benchmark(options)?;
    let programs = options.browsers.iter().find(|(kind, _)| *kind == Kind::Chromium);
    let (kind, programs) = programs.context("the benchmark wants chromium among the browsers")?;
    let programs = programs.as_ref().map_err(|missing| anyhow::anyhow!("{missing}"))?;
    let log = runner::output().join("bench.log");
    let browser = || -> Result<(Driver, Page)> {
        let start = || Driver::start(*kind, programs, None, Wishes::default(), &log);
        let (driver, client) = runner::connect(&runtime, start)?;
        Ok((driver, Page::new(*kind, options, &server, client, runtime.handle().clone())))
    };
    let (_driver, page) = browser()?;
    let weighed = bytes::first_visit(&page, options)?;
    let names = open(&page)?;
    let mut machine = machine(&page)?;
    let (mut sections, mut peak_memory) = (Vec::new(), None);
    for name in names.iter().filter(|name| runner::is_wanted(options, name)) {
        // A browser of its own: half a million elements that somebody has left are swept up for minutes, in everybody's time.
        let (driver, page) = browser()?;
        let section = open(&page).and_then(|_| prepare(&page, name));
        match section.and_then(|found| measure(&page, &driver, name, &found, rounds)) {
            Ok(section) => sections.push(section),
            Err(error) => println!("{name} is left out: {error:#}"),
        }
        peak_memory = peak_memory.max(cpu::peak_memory(driver.group()));
    }
    machine["peak_memory_bytes"] = peak_memory.into();
    println!("\n{}{}", report::markdown(&machine, &sections), weighed.markdown());
    let picture = draw(&page, &plot::svg(&report::head(&machine), &sections)?)?;
    let every = xtask::target().join("bench");
    fs::create_dir_all(&every)?;
    fs::write(every.join("results.json"), serde_json::to_string_pretty(&report::json(&machine, &sections))?)?;
    println!("Each single time is in {}.", every.join("results.json").display());
    // A part of a run is no record of all.
    let kept = if options.filters.is_empty() { xtask::root().join("benches/results") } else { every };
    fs::create_dir_all(&kept)?;
    let mut summary = report::summary(&machine, &sections);
    summary["first_visit"] = weighed.json();
    fs::write(kept.join("summary.json"), serde_json::to_string_pretty(&summary)? + "\n")?;
    fs::write(kept.join("ratios.png"), picture)?;
    println!("What is kept of it is in {}.", kept.display());
    Ok(())
}

/// Lets the browser, which has the fonts, make a PNG of an SVG, two pixels to each of its own.
fn draw(page: &Page, (svg, (width, height)): &(String, (u32, u32))) -> Result<Vec<u8>> {
    let script = "const [svg, width, height] = args, image = new Image(); \
        image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg); await image.decode(); \
        const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 }); \
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height); \
        return canvas.toDataURL('image/png').split(',')[1]";
    let drawn = page.run_with(script, vec![svg.as_str().into(), (*width).into(), (*height).into()])?;
    base64::prelude::BASE64_STANDARD.decode(drawn.as_str().unwrap_or_default()).context("the plot")
}

fn measure(page: &Page, driver: &Driver, name: &str, found: &Value, rounds: usize) -> Result<Section> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |contender: &Value| Row {
        scenario: name.to_owned(),
        contender: text(&contender["name"]),
        what: text(&contender["what"]),
        compares: contender["ratio"] == true,
        operations: contender["work"].as_f64().unwrap_or(0.0),
        bytes: contender["bytes"].as_f64().unwrap_or(0.0),
        times: vec![],
        cpu: None,
    };
    let contenders = found["contenders"].as_array().map(Vec::as_slice).unwrap_or_default();
    let turns: Vec<Turn> = contenders.iter().map(Turn::of).collect();
    let mut rows: Vec<Row> = contenders.iter().map(row).collect();
    let mut worked = vec![Some(0.0); rows.len()];
    for round in 0..rounds {
        for ((row, worked), &one) in rows.iter_mut().zip(&mut worked).zip(&turns) {
            let first = round * (one.counted + one.uncounted);
            cpu::wait_for_calm(driver.group());
            begin(page, name, &row.contender, first, one.uncounted)?;
            // To put it in its place is work for the whole page, and not the contender's.
            cpu::wait_for_calm(driver.group());
            let before = cpu::of_group(driver.group());
            row.times.extend(turn(page, name, &row.contender, first + one.uncounted, one.counted)?);
            let spent = cpu::of_group(driver.group()).zip(before).map(|(after, before)| after.saturating_sub(before));
            *worked = worked.zip(spent).map(|(worked, spent)| worked + spent.as_secs_f64() * 1e3);
        }
        println!("{name}: round {} of {rounds}", round + 1);
    }
    let measured = match (found["frames"].as_u64(), found["calls"] == true) {
        _ if found["keys"] == true => Measured::Keys,
        (_, true) if rows.iter().any(|row| row.operations > 0.0) => Measured::Sums,
        (_, true) if found["words"].as_f64().is_some_and(|words| words > 0.0) => {
            Measured::Words { words: found["words"].as_f64().unwrap_or(0.0) }
        }
        (_, true) => Measured::Calls { bytes: found["bytes"].as_f64().unwrap_or(0.0) },
        (None | Some(0), false) => Measured::Pictures,
        (Some(_), false) => Measured::Frames,
    };
    for ((row, worked), contender) in rows.iter_mut().zip(worked).zip(contenders) {
        let calls = row.times.len() as f64 * contender["repeats"].as_f64().unwrap_or(1.0);
        row.cpu = worked.map(|worked| worked / calls);
    }
    Ok(Section { about: text(&found["about"]), measured, rows })
}

/// Where and when it was measured.
fn machine(page: &Page) -> Result<Value> {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    Ok(json!({
        "date": page.eval("new Date().toISOString().slice(0, 10)")?,
        "browser": page.eval("navigator.userAgent.match(/\\S*Chrom\\S*/)?.[0] ?? navigator.userAgent")?,
        "processor": model.map_or("unknown processor", |(_, model)| model.trim()),
        "threads": page.eval("navigator.hardwareConcurrency")?,
        "plotly": page.eval("bench.hasPlotly ? Plotly.version : null")?,
        "site": page.eval("document.documentElement.dataset.version ?? null")?,
    }))
}

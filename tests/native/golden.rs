//! Figures against drawings that somebody looked at, in `tests/golden/`: whole heatmaps as SVG, their cells also as one
//! hex colour each, everything else as text.
//!
//! After a change that is meant, `HEEDMAP_BLESS=1 cargo test --test native golden` writes them anew: look at each
//! before you commit it.

use super::ours::{self, adopt};
use heedmap::chart::{
    self, BarsLayout, CurveLayout, Figure, Heatmap, Layout, LinesLayout, MapLayout, Palette, heatmap, number,
};
use heedmap::engine::{Asset, Engine};
use heedmap::exhibit::{self, Piece, Sum};
use heedmap::model::Mask;
use heedmap::model::pretrained::Ours;
use heedmap::state::{Cell, ExhibitId, Language, State};
use heedmap::text::Tokenizer;
use std::fmt::Write;
use std::path::{Path, PathBuf};

#[test]
fn every_exhibit_looks_as_it_did() {
    let mut changed = Vec::new();
    let mut engine = Engine::default();
    engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
    engine.provide(Asset::JiebaHmm, include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
    engine.provide(Asset::Gpt2, include_bytes!("../../assets/gpt2/merges.bin.gz")).unwrap();
    ours::provide_elmo(&mut engine);
    [Ours::EnDecoder, Ours::ZhDecoder].into_iter().for_each(|ours| adopt(&mut engine, ours));
    for exhibit in exhibit::ALL {
        for &language in Language::ALL {
            for mask in [Mask::default(), Mask::causal()] {
                let cell = Some(Cell::weight(3, 1));
                let with = vec![Tokenizer::Words, Tokenizer::Jieba, Tokenizer::Gpt2];
                let state = State { exhibit: exhibit.id, language, mask, with, n_heads: 2, cell, ..State::default() };
                let ask = (exhibit.job)(&state).unwrap();
                let answer = if exhibit.id == ExhibitId::Ladder {
                    ours::ENGINE.with(|engine| engine.answer(&ask, |_| {}))
                } else {
                    engine.answer(&ask, |_| {})
                };
                let answer = answer.unwrap();
                for panel in (exhibit.panels)(&state, &answer) {
                    let name = format!("{}-{}-{}-{}", exhibit.id.slug(), panel.name, language.slug(), state.mask);
                    let words = format!(
                        "{} [{}]\n{}\n{}\n",
                        panel.title,
                        panel.tag.unwrap_or_default(),
                        panel.note,
                        panel.shape.unwrap_or_default()
                    );
                    changed.extend(check(&name, "txt", &(words + &in_text(&panel.figure))));
                    if let Some(svg) = in_svg(&panel.figure) {
                        changed.extend(check(&name, "svg", &svg));
                    }
                }
                if let Some(inspection) = (exhibit.inspect)(&state, &answer, Cell::weight(3, 1)) {
                    let name = format!("{}-cell-{}-{}", exhibit.id.slug(), language.slug(), state.mask);
                    let sum = in_words(&inspection.sum);
                    let text = format!("{}\n{}\n{sum}\n", inspection.sentence, inspection.spoken);
                    changed.extend(check(&name, "txt", &text));
                }
            }
        }
    }
    // On its own example the dictionary lacks nothing, so the hidden Markov model has its picture on another one.
    let text = Some("他来到了网易杭研大厦".to_owned());
    let state = State { exhibit: ExhibitId::Segmentation, text, ..State::default() };
    let exhibit = exhibit::by_id(state.exhibit);
    let answer = engine.answer(&(exhibit.job)(&state).unwrap(), |_| {}).unwrap();
    for panel in (exhibit.panels)(&state, &answer).iter().filter(|panel| matches!(panel.name, "trellis" | "sums")) {
        let name = format!("segmentation-hmm-{}", panel.name);
        changed.extend(check(&name, "txt", &in_text(&panel.figure)));
        changed.extend(in_svg(&panel.figure).and_then(|svg| check(&name, "svg", &svg)));
    }
    assert!(
        changed.is_empty(),
        "changed: {changed:?}\nLook at them, then HEEDMAP_BLESS=1 cargo test --test native golden"
    );
}

/// Compares with the file of that name, or writes it when blessing.
fn check(name: &str, ending: &str, now: &str) -> Option<String> {
    let path = folder().join(format!("{name}.{ending}"));
    if std::env::var_os("HEEDMAP_BLESS").is_some() {
        std::fs::create_dir_all(folder()).unwrap();
        std::fs::write(&path, now).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    (before != now).then(|| format!("{name}.{ending}"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The light colours of the page.
fn palette() -> Palette {
    let css = include_str!("../../www/style.css");
    Palette::read(|name| {
        let value = css.split_once(&format!("{name}:"))?.1;
        Some(value.split_once(';')?.0.to_owned())
    })
}

/// What a reader could save as a file.
fn in_svg(figure: &Figure) -> Option<String> {
    match figure {
        Figure::Heatmap(figure) => Some(chart::svg(figure, &Layout::new(figure, 640.0, 480.0, 14.0, 0.0), &palette())),
        Figure::Bars(figure) => Some(chart::bars_svg(figure, &BarsLayout::new(figure, 640.0, 14.0), &palette())),
        Figure::Curve(figure) => Some(chart::curve_svg(figure, &CurveLayout::new(figure, 640.0, 14.0), &palette())),
        Figure::Map(figure) => Some(chart::map_svg(figure, &MapLayout::new(figure, 640.0, 14.0, None), &palette())),
        Figure::Diagram(figure) => Some(chart::diagram_svg(figure, 640.0, 14.0, &palette())),
        Figure::Lines(figure) => Some(chart::lines_svg(figure, &LinesLayout::new(figure, 640.0, 14.0), &palette())),
        Figure::Aligned(_) => chart::figure_svg(figure, "columns", &palette()),
        _ => None,
    }
}

fn in_text(figure: &Figure) -> String {
    let mut text = String::new();
    match figure {
        Figure::Chips(chips) => {
            for chip in chips.iter() {
                writeln!(text, "{} #{} {}–{}", chip.label, chip.id, chip.start, chip.end).unwrap();
            }
        }
        Figure::Heatmap(figure) => cells(&mut text, figure),
        Figure::Multiples(list) => list.iter().for_each(|one| cells(&mut text, &one.figure)),
        Figure::Grid(grid) => grid.layers.iter().for_each(|layer| cells(&mut text, layer)),
        Figure::Lines(figure) => writeln!(text, "{}\n{}", figure.summary, figure.title).unwrap(),
        Figure::Shaded(figure) => {
            for piece in &figure.pieces {
                writeln!(
                    text,
                    "{} {}",
                    piece.text,
                    if piece.blocked { "......".into() } else { number::short(piece.weight) }
                )
                .unwrap();
            }
        }
        Figure::Aligned(figure) => {
            for row in &figure.rows {
                let spans = row.spans.iter().map(|span| format!("{} {:?}", span.text, span.range));
                writeln!(text, "{}: {}", row.name, spans.collect::<Vec<_>>().join(", ")).unwrap();
            }
        }
        Figure::Formulas(lit) => writeln!(text, "{lit:?}").unwrap(),
        Figure::Bars(bars) => {
            for bar in &bars.bars {
                let after = bar.after.map_or_else(|| bars.cut.clone(), number::share);
                let mark = if bar.is_chosen { "chosen " } else { "" };
                writeln!(text, "{mark}{} {} {after}", bar.label, number::share(bar.before)).unwrap();
            }
        }
        Figure::Curve(curve) => {
            writeln!(text, "{} / {}, marked {}", curve.x_title, curve.y_title, curve.marked).unwrap();
            curve.points.iter().for_each(|(x, y)| writeln!(text, "{x} {y:.4}").unwrap());
        }
        Figure::Map(map) => {
            writeln!(text, "{} / {}, chosen {:?}, marked {:?}", map.x_title, map.y_title, map.chosen, map.marked)
                .unwrap();
            map.points.iter().for_each(|point| {
                writeln!(text, "{} {:.2} {:.2}", point.name, point.place[0], point.place[1]).unwrap();
            });
        }
        Figure::Diagram(diagram) => writeln!(text, "{}", diagram.summary()).unwrap(),
        Figure::Cuts(cuts) => {
            for row in &cuts.rows {
                let mark = |word: &chart::Word| format!("{}{}", if word.is_disputed { "!" } else { "" }, word.text);
                writeln!(text, "{}: {}", row.name, row.words.iter().map(mark).collect::<Vec<_>>().join(" ")).unwrap();
            }
        }
        Figure::Meter(meter) => writeln!(text, "{}", meter.text).unwrap(),
        Figure::Player { current, n } => writeln!(text, "{current} of {n}").unwrap(),
        Figure::Table(table) => {
            for row in std::iter::once(&table.head).chain(&table.rows) {
                writeln!(text, "{}", row.join(" | ")).unwrap();
            }
        }
        Figure::Strip(tiles) => {
            for tile in tiles {
                let mark = if tile.is_current { "→" } else { "" };
                writeln!(text, "{mark}{} {}", tile.label, tile.name).unwrap();
            }
        }
    }
    text
}

/// The arithmetic of a cell, a line an equation, a line a term.
fn in_words(sum: &Sum) -> String {
    let mut text = String::new();
    for line in &sum.lines {
        for piece in line {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Number(operand) => text.push_str(&number::long(operand.value)),
            }
        }
        text.push('\n');
    }
    for term in &sum.terms {
        let factors: Vec<String> = term.factors.iter().map(|operand| number::long(operand.value)).collect();
        writeln!(text, "{}: {} → {}", term.name, factors.join(" · "), number::long(term.value)).unwrap();
    }
    text
}

/// The summary, then a row of colours a line; a cell through which the hatching shows is `......`.
fn cells(text: &mut String, figure: &Heatmap) {
    writeln!(text, "{}", figure.summary).unwrap();
    let pixels = heatmap::rgba(figure, &palette());
    for row in pixels.chunks_exact(4 * figure.n_cols()) {
        let colours: Vec<String> = row
            .chunks_exact(4)
            .map(|pixel| match pixel {
                [_, _, _, 0] => "......".to_owned(),
                [r, g, b, _] => format!("{r:02x}{g:02x}{b:02x}"),
                _ => unreachable!("chunks of four"),
            })
            .collect();
        writeln!(text, "{}", colours.join(" ")).unwrap();
    }
}

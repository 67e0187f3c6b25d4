//! Figures that are no matrix as rows of words and numbers, the names of the columns first.

use crate::chart::{
    Aligned, Bar, Bars, Branch, Chip, Curve, Cut, Cuts, Diagram, Figure, Map, MapPoint, Part, Piece, Shaded, Span,
    Table, table_number,
};

/// The rows of a figure that is no matrix.
pub(super) fn of(figure: &Figure) -> Option<Vec<Vec<String>>> {
    match figure {
        Figure::Chips(list) => Some(tokens(list)),
        Figure::Shaded(shaded) => Some(weights(shaded)),
        Figure::Table(table) => Some(words(table)),
        Figure::Bars(list) => Some(bars(list)),
        Figure::Curve(curve) => Some(points(curve)),
        Figure::Map(map) => Some(places(map)),
        Figure::Cuts(list) => Some(cuts(list)),
        Figure::Aligned(list) => Some(aligned(list)),
        Figure::Diagram(figure) => Some(diagram(figure)),
        _ => None,
    }
}

/// Points with their names and places.
fn places(map: &Map) -> Vec<Vec<String>> {
    let row = |MapPoint { name, place: [x, y] }: &MapPoint| vec![name.clone(), x.to_string(), y.to_string()];
    let head = ["word", &map.x_title, &map.y_title].map(str::to_owned).to_vec();
    [head].into_iter().chain(map.points.iter().map(row)).collect()
}

/// Tokens with their ids and byte ranges.
fn tokens(chips: &[Chip]) -> Vec<Vec<String>> {
    let row = |chip: &Chip| vec![chip.label.clone(), chip.id.to_string(), chip.start.to_string(), chip.end.to_string()];
    let head = ["text", "id", "start", "end"].map(str::to_owned).to_vec();
    [head].into_iter().chain(chips.iter().map(row)).collect()
}

/// The points of a curve.
fn points(curve: &Curve) -> Vec<Vec<String>> {
    let row = |&(x, y): &(f64, f64)| vec![x.to_string(), y.to_string()];
    [vec![curve.x_title.clone(), curve.y_title.clone()]].into_iter().chain(curve.points.iter().map(row)).collect()
}

/// Shares before and after; one that was cut off has none after.
fn bars(bars: &Bars) -> Vec<Vec<String>> {
    let row = |bar: &Bar| {
        let after = bar.after.map(|share| share.to_string()).unwrap_or_default();
        vec![bar.label.clone(), bar.before.to_string(), after, bar.is_chosen.to_string()]
    };
    let head = ["token", "probability", "after", "is_chosen"].map(str::to_owned).to_vec();
    [head].into_iter().chain(bars.bars.iter().map(row)).collect()
}

/// A query's weights beside the text.
fn weights(shaded: &Shaded) -> Vec<Vec<String>> {
    let head = ["text", "weight"].map(str::to_owned).to_vec();
    let row = |piece: &Piece| vec![piece.text.clone(), piece.weight.to_string()];
    [head].into_iter().chain(shaded.pieces.iter().map(row)).collect()
}

/// A table's numbers as programs write them, with a hyphen for a minus sign.
fn words(table: &Table) -> Vec<Vec<String>> {
    let plain = |cell: &String| {
        if table_number(cell).is_some() { cell.replace('−', "-").replace('∞', "inf") } else { cell.clone() }
    };
    let row = |row: &Vec<String>| row.iter().map(plain).collect();
    [table.head.clone()].into_iter().chain(table.rows.iter().map(row)).collect()
}

/// The words of each way to cut a text.
fn cuts(cuts: &Cuts) -> Vec<Vec<String>> {
    let rows = cuts.rows.iter().flat_map(|Cut { name, words }| {
        words.iter().map(|word| vec![name.clone(), word.text.clone(), word.is_disputed.to_string()])
    });
    [["method", "word", "is_disputed"].map(str::to_owned).to_vec()].into_iter().chain(rows).collect()
}

/// Characters, bytes and tokens, with the bytes that each covers.
fn aligned(aligned: &Aligned) -> Vec<Vec<String>> {
    let cells = |name: &str, spans: &[Span]| -> Vec<Vec<String>> {
        let one = |Span { range, text, .. }: &Span| {
            vec![name.to_owned(), text.clone(), range.start.to_string(), range.end.to_string()]
        };
        spans.iter().map(one).collect()
    };
    let rows = aligned.rows.iter().flat_map(|row| cells(&row.name, &row.spans));
    let bytes = aligned.bytes.iter().enumerate();
    let bytes = bytes.map(|(at, byte)| Span { range: at..at + 1, text: format!("{byte:02X}"), id: 0 });
    let bytes: Vec<Span> = bytes.collect();
    let head = ["row", "text", "start", "end"].map(str::to_owned).to_vec();
    let all = [cells("characters", &aligned.characters), cells("bytes", &bytes)].into_iter().flatten();
    [head].into_iter().chain(all).chain(rows).collect()
}

/// The arcs of a lattice, or the nodes of a trellis.
fn diagram(diagram: &Diagram) -> Vec<Vec<String>> {
    let head = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match diagram {
        Diagram::Lattice(lattice) => {
            let row = |arc: &crate::chart::Arc| {
                let word = lattice.chars.get(arc.start..arc.end).unwrap_or_default().concat();
                let places = [arc.start, arc.end].map(|place| place.to_string());
                [word].into_iter().chain(places).chain([arc.log_prob.to_string(), arc.is_chosen.to_string()]).collect()
            };
            let head = head(&["word", "start", "end", "log_prob", "is_on_path"]);
            let reached = lattice.reached.unwrap_or(lattice.chars.len());
            let arcs = lattice.arcs.iter().filter(|arc| arc.end <= reached);
            [head].into_iter().chain(arcs.map(row)).collect()
        }
        Diagram::Tree(tree) if tree.joins.is_empty() => {
            let row = |Part { leaves, text, .. }: &Part| {
                [text.clone()].into_iter().chain([leaves.start, leaves.end].map(|place| place.to_string())).collect()
            };
            [head(&["part", "start", "end"])].into_iter().chain(tree.parts.iter().map(row)).collect()
        }
        Diagram::Tree(tree) => {
            let row = |Branch { start, middle, end, text }: &Branch| {
                [text.clone()].into_iter().chain([start, middle, end].map(ToString::to_string)).collect()
            };
            [head(&["joined", "start", "middle", "end"])]
                .into_iter()
                .chain(tree.joins.iter().take(tree.n_made).map(row))
                .collect()
        }
        Diagram::Trellis(trellis) => {
            let nodes = trellis.runs.iter().flatten().flat_map(|column| {
                let states = trellis.states.iter().zip(&column.nodes);
                states.map(|(state, node)| {
                    let numbers = [node.emission, node.log_prob].map(|value| value.to_string());
                    let names = [column.character.clone(), (*state).to_owned()];
                    names.into_iter().chain(numbers).chain([node.is_chosen.to_string()]).collect()
                })
            });
            let head = head(&["character", "state", "emission", "log_prob", "is_on_path"]);
            [head].into_iter().chain(nodes).collect()
        }
    }
}

//! What a panel shows as a file: a picture, a table of its numbers, or its matrix for NumPy or a paper.

use super::{Panel, rows};
use crate::chart::{Axis, Figure, Grid, Heatmap, Multiple, Palette, figure_svg};
use crate::file::{csv, csv_of_words, latex, npy};
use crate::num::Tensor;
use strum::VariantArray;

/// Decimals of a number in LaTeX.
const DECIMALS: usize = 4;

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumString, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// A drawing that any size suits.
    Svg,
    /// A picture. It is the drawing as pixels, which the browser makes, since it has the fonts.
    Png,
    /// A table of numbers with the names of rows and columns.
    Csv,
    /// The matrix for `numpy.load`, in single precision.
    Npy,
    /// The matrix for a paper.
    Latex,
    /// A trained tokenizer, as Hugging Face's `tokenizer.json`.
    Tokenizer,
}

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Format {
    /// Every format.
    pub const ALL: &[Self] = <Self as VariantArray>::VARIANTS;

    /// The name in `heedmap.export`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// The name for readers, the same in every language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Csv => "CSV",
            Self::Npy => ".npy",
            Self::Latex => "LaTeX",
            Self::Tokenizer => "tokenizer.json",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Csv => "text/csv",
            Self::Npy => "application/octet-stream",
            Self::Latex => "application/x-tex",
            Self::Tokenizer => "application/json",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Latex => "tex",
            Self::Tokenizer => "json",
            _ => self.slug(),
        }
    }

    /// What a panel can be saved as; nothing if its figure is for walking through rather than for looking at.
    #[must_use]
    pub fn of(panel: &Panel) -> &'static [Self] {
        match &panel.figure {
            Figure::Chips(chips) if chips.is_empty() => &[],
            Figure::Heatmap(_) | Figure::Multiples(_) | Figure::Grid(_) | Figure::Lines(_) => {
                &[Self::Svg, Self::Png, Self::Csv, Self::Npy, Self::Latex]
            }
            Figure::Table(_) if panel.tokenizer.is_some() => &[Self::Tokenizer, Self::Svg, Self::Png, Self::Csv],
            Figure::Table(table) if table.rows.is_empty() => &[],
            Figure::Formulas(_) | Figure::Strip(_) | Figure::Player { .. } | Figure::Meter(_) => &[],
            _ => &[Self::Svg, Self::Png, Self::Csv],
        }
    }
}

impl Panel {
    /// The file of what is shown; `None` if it has none of this format. Of [`Format::Png`] it is the drawing from which
    /// the browser makes the pixels.
    #[must_use]
    pub fn save(&self, format: Format, palette: &Palette) -> Option<Saved> {
        let bytes = match format {
            Format::Svg | Format::Png => figure_svg(&self.figure, &self.title, palette)?.into_bytes(),
            Format::Csv => table(&self.figure)?.into_bytes(),
            Format::Npy => npy(&Matrices::of(&self.figure)?.values),
            Format::Latex => Matrices::of(&self.figure)?.latex().into_bytes(),
            Format::Tokenizer => self.tokenizer.as_ref()?.tokenizer_json().into_bytes(),
        };
        let head = match &self.figure {
            Figure::Heatmap(heat) if heat.values.planes() > 1 => format!("-head-{}", heat.plane + 1),
            _ => String::new(),
        };
        let shown = if format == Format::Tokenizer { "tokenizer" } else { self.name };
        let name = format!("heedmap-{shown}{head}.{}", format.ending());
        Some(Saved { name, media: format.media(), bytes })
    }
}

/// The numbers of a figure: one matrix, or many of one shape with the name of each.
struct Matrices {
    values: Tensor,
    rows: Axis,
    cols: Axis,
    names: Vec<String>,
}

impl Matrices {
    fn of(figure: &Figure) -> Option<Self> {
        let one = |values: &Tensor, plane: usize, rows: &Axis, cols: &Axis| {
            let values = Tensor::matrix(values.rows(), values.cols(), values.plane(plane).to_vec());
            Self { values, rows: rows.clone(), cols: cols.clone(), names: vec![] }
        };
        match figure {
            Figure::Heatmap(heat) => Some(one(&heat.values, heat.plane, &heat.rows, &heat.cols)),
            Figure::Lines(lines) => Some(one(&lines.weights, lines.plane, &lines.queries, &lines.keys)),
            Figure::Multiples(list) => Self::many(list),
            Figure::Grid(grid) => Self::grid(grid),
            _ => None,
        }
    }

    fn many(list: &[Multiple]) -> Option<Self> {
        Self::stack(list.iter().map(|one| (one.caption.clone(), one.figure.clone())).collect())
    }

    /// Layer by layer, and in each head by head.
    fn grid(grid: &Grid) -> Option<Self> {
        let places = (0..grid.n_layers()).flat_map(|layer| (0..grid.n_heads()).map(move |head| (layer, head)));
        let named = |(layer, head): (usize, usize)| {
            let name = format!("{} {}, {} {}", grid.layer_title, layer + 1, grid.head_title, head + 1);
            (name, Heatmap { plane: head, ..grid.layers[layer].clone() })
        };
        Self::stack(places.map(named).collect())
    }

    fn stack(list: Vec<(String, Heatmap)>) -> Option<Self> {
        let first = &list.first()?.1;
        let (rows, cols) = (first.rows.clone(), first.cols.clone());
        let values = list.iter().flat_map(|(_, figure)| figure.values.plane(figure.plane)).copied().collect();
        let values = Tensor::stack(list.len(), first.n_rows(), first.n_cols(), values);
        Some(Self { values, rows, cols, names: list.into_iter().map(|(name, _)| name).collect() })
    }

    /// One table; of many matrices one under the other, the name of each before those of its rows.
    fn csv(&self) -> String {
        let labels = |axis: &Axis| axis.labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>();
        let (rows, cols) = (labels(&self.rows), labels(&self.cols));
        let under = |name: &String| rows.iter().map(|row| format!("{name}: {row}")).collect::<Vec<_>>();
        let rows = if self.names.is_empty() { rows } else { self.names.iter().flat_map(under).collect() };
        let (n_rows, n_cols) = (self.values.planes() * self.values.rows(), self.values.cols());
        csv(&rows, &cols, &Tensor::matrix(n_rows, n_cols, self.values.data().to_vec()), 0)
    }

    fn latex(&self) -> String {
        let one = |plane: usize| {
            let name = self.names.get(plane).map_or(String::new(), |name| format!("% {name}\n"));
            name + &latex(&self.values, plane, DECIMALS)
        };
        (0..self.values.planes()).map(one).collect()
    }
}

fn table(figure: &Figure) -> Option<String> {
    let words = rows::of(figure).map(|rows| csv_of_words(&rows));
    words.or_else(|| Matrices::of(figure).map(|matrices| matrices.csv()))
}

#[cfg(test)]
mod tests {
    use super::super::{ALL, layer};
    use super::*;
    use crate::engine::{Answer, Asset, Engine};
    use crate::file::parse;
    use crate::model::{Mask, Stage};
    use crate::state::{ExhibitId, State, View};
    use crate::text::Tokenizer;

    thread_local! {
        static ENGINE: Engine = {
            let mut engine = Engine::default();
            engine.provide(Asset::Jieba, include_bytes!("../../assets/jieba/dict.txt.gz")).unwrap();
            engine.provide(Asset::JiebaHmm, include_bytes!("../../assets/jieba/hmm.txt.gz")).unwrap();
            engine
        };
    }

    fn shown(state: &State) -> (Answer, Vec<Panel>) {
        let exhibit = super::super::by_id(state.exhibit);
        let answer = ENGINE.with(|engine| engine.answer(&(exhibit.job)(state).unwrap(), |_| {}).unwrap());
        let panels = (exhibit.panels)(state, &answer);
        (answer, panels)
    }

    fn palette() -> Palette {
        Palette::read(|_| None)
    }

    #[test]
    fn everything_that_can_be_saved_is_a_file() {
        let texts = [None, Some(String::new()), Some("x".into()), Some("它, \"太\" 累 <了>".into())];
        // Pages that want trained weights have figures of the same kinds.
        let exhibits =
            ALL.iter().filter(|page| !page.id.is_of_model() && !matches!(page.id, ExhibitId::Elmo | ExhibitId::Ladder));
        for (exhibit, text) in exhibits.flat_map(|exhibit| texts.iter().map(move |text| (exhibit, text))) {
            for (view, n_layers, mask) in
                [(View::Heatmap, 1, "none"), (View::Lines, 2, "window.0"), (View::Text, 1, "causal")]
            {
                let (mask, with) = (mask.parse().unwrap(), vec![Tokenizer::Bytes, Tokenizer::Jieba]);
                let text = text.clone();
                let state = State { exhibit: exhibit.id, text, with, view, n_layers, mask, ..State::default() };
                for panel in &shown(&state).1 {
                    for &format in Format::of(panel) {
                        let saved = panel.save(format, &palette()).unwrap();
                        assert!(!saved.bytes.is_empty(), "{}", saved.name);
                        if format == Format::Svg {
                            let svg = String::from_utf8(saved.bytes).unwrap();
                            assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{}", saved.name);
                            assert_eq!(svg.matches("<svg").count(), svg.matches("</svg>").count(), "{}", saved.name);
                            assert!(svg.matches("<pattern").count() <= 1, "{}", saved.name);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_read_back_is_what_was_shown() {
        for mask in [Mask::default(), Mask::causal(), "window.0".parse().unwrap()] {
            for stage in [Stage::X, Stage::MaskedScores, Stage::Weights, Stage::Output] {
                let state = State { stage, head: 2, mask: mask.clone(), ..State::default() };
                let (answer, panels) = shown(&state);
                let values = &layer(&state, &answer).unwrap()[stage];
                let main = panels.iter().find(|panel| panel.stage == Some(stage)).unwrap();
                for format in [Format::Csv, Format::Npy] {
                    let saved = main.save(format, &palette()).unwrap();
                    let read = parse(&saved.name, &saved.bytes).unwrap();
                    let plane = values.plane(if stage.is_per_head() { 2 } else { 0 });
                    assert_eq!(read.shape(), &values.shape()[values.shape().len() - 2..]);
                    let is_same = |(a, b): (&f32, &f32)| a == b || a.is_nan() && b.is_nan();
                    assert!(read.data().iter().zip(plane).all(is_same), "{}", saved.name);
                }
            }
        }
    }

    #[test]
    fn many_matrices_are_one_file() {
        let text = Some("a b".into());
        let state = State { exhibit: ExhibitId::Heads, n_layers: 2, n_heads: 2, text, ..State::default() };
        let (answer, panels) = shown(&state);
        let panel = |name: &str| panels.iter().find(|panel| panel.name == name).unwrap();
        let csv = panel("grid").save(Format::Csv, &palette()).unwrap();
        let read = parse(&csv.name, &csv.bytes).unwrap();
        let both: Vec<f32> = answer.layers.iter().flat_map(|trace| trace[Stage::Weights].data()).copied().collect();
        assert_eq!((read.shape(), read.data()), (&[8, 2][..], &both[..]));
        let npy = panel("grid").save(Format::Npy, &palette()).unwrap().bytes;
        assert!(String::from_utf8_lossy(&npy).contains("'shape': (4, 2, 2)"));
        let latex = panel("heads").save(Format::Latex, &palette()).unwrap().bytes;
        assert_eq!(String::from_utf8(latex).unwrap().matches("bmatrix").count(), 4);
    }

    #[test]
    fn a_tables_numbers_can_be_read_by_programs() {
        let (_, panels) = shown(&State { exhibit: ExhibitId::Serial, ..State::default() });
        let table = panels.iter().find(|panel| panel.name == "rows").unwrap();
        let text = String::from_utf8(table.save(Format::Csv, &palette()).unwrap().bytes).unwrap();
        let second = text.lines().nth(2).unwrap();
        assert!(second.starts_with("2,[BOS] I [MASK] [MASK] [MASK],like,0"), "{second}");
    }
}

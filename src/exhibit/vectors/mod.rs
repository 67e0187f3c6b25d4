//! Chapter 2: documents as vectors of their terms, how alike they are, what a query finds, and what the model loses.

mod found;
mod matrices;
mod programs;
mod sums;

pub use programs::{vectorized, vectorizing};

use super::{Control, Exhibit, Panel, Slot, VectorsControl, ask, text};
use crate::chart::{Figure, Meter, Table};
use crate::engine::{Answer, Ask, Run, Vectorizing, Vectors};
use crate::i18n::{Ready, Strings, strings};
use crate::model::{Stage, Unfit};
use crate::repr::vsm::{Idf, Tf, Weighting};
use crate::state::{ExhibitId, State, Vectors as Settings};
use crate::text::lines;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Vectors,
    chapters: "2",
    title: |s| s.vectors.title,
    intro: |s| s.vectors.intro,
    has_tokenizer: true,
    has_script: false,
    controls: &[Control::Vectors(VectorsControl::Ready), Control::Vectors(VectorsControl::Weighting)],
    more: &[
        Control::Vectors(VectorsControl::Tf),
        Control::Vectors(VectorsControl::Idf),
        Control::Vectors(VectorsControl::Norm),
        Control::Vectors(VectorsControl::Lower),
        Control::Vectors(VectorsControl::Marks),
        Control::Scale,
        Control::Colormap,
        Control::Numbers,
        Control::Table,
    ],
    job,
    panels,
    inspect: sums::inspect,
};

fn job(state: &State) -> Result<Ask, Unfit> {
    let Settings { weighting, lower, marks, document, .. } = state.vectors;
    let (query, seed) = (query(state).to_owned(), state.seed);
    let run =
        Run::Vectorize(Vectorizing { weighting, lower, marks, query, document, seed, by_line: true, whole: false });
    let plain = State { batch: false, kv_text: None, ..state.clone() };
    Ok(ask(&plain, run))
}

/// How many documents there are.
#[must_use]
pub fn n_documents(state: &State) -> usize {
    lines(text(state)).count()
}

/// What is searched for: the reader's own query, or the one of the example as long as that is shown.
#[must_use]
pub fn query(state: &State) -> &str {
    let own = if state.text.is_none() { strings(state.language).vectors.example_query } else { "" };
    state.vectors.query.as_deref().unwrap_or(own)
}

/// The state that shows documents which stand ready.
#[must_use]
pub fn ready(state: &State, ready: &Ready) -> State {
    let query = ready.query.map(str::to_owned);
    let vectors = Settings {
        weighting: ready.preset.weighting(),
        dimensions: ready.dimensions,
        query,
        document: 0,
        ..state.vectors.clone()
    };
    let text = ready.text.map(str::to_owned);
    State { text, tokenizer: ready.tokenizer, vectors, cell: None, ..state.clone() }
}

/// What the panels are made of.
struct Page<'a> {
    s: &'static Strings,
    state: &'a State,
    weighting: Weighting,
    all: &'a Vectors,
}

fn page<'a>(state: &'a State, answer: &'a Answer) -> Option<Page<'a>> {
    let (s, all) = (strings(state.language), answer.vectors.as_ref()?);
    Some(Page { s, state, weighting: state.vectors.weighting, all })
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = &strings(state.language).vectors;
    let Some(page) = page(state, answer).filter(|page| page.all.n_terms > 0) else {
        let is_empty = answer.vectors.as_ref().is_none_or(|all| all.n_documents == 0);
        let nothing = Panel::new("nothing", Slot::Main, s.title, Figure::Chips([].into()));
        return vec![Panel { note: if is_empty { s.nothing } else { s.no_terms }.into(), ..nothing }];
    };
    let stage = page.stage();
    let mut panels =
        vec![page.strip(stage), page.matrix(stage), page.meter(), page.numbers(), page.search(), page.top()];
    panels.extend(page.order());
    panels
}

impl Page<'_> {
    /// The matrices that there are: a weight without idf has none.
    fn stages(&self) -> impl Iterator<Item = Stage> {
        let has_idf = self.weighting.idf != Idf::None;
        let all = [Stage::Counts, Stage::Idf, Stage::TermWeights, Stage::Similarity];
        all.into_iter().filter(move |&stage| has_idf || stage != Stage::Idf)
    }

    /// The one that is shown.
    fn stage(&self) -> Stage {
        self.stages().find(|&stage| stage == self.state.stage).unwrap_or(Stage::TermWeights)
    }

    /// How many dimensions a vector has: one for each term, or more, if the vocabulary is said to be larger.
    fn n_dimensions(&self) -> usize {
        self.state.vectors.dimensions.unwrap_or(0).max(self.all.n_terms)
    }

    /// All numbers of all vectors, those that are not 0, and those that are; more than 32 bits can count.
    fn cells(&self) -> [u64; 3] {
        let n_cells = self.all.n_documents as u64 * self.n_dimensions() as u64;
        let n_kept = self.all.n_kept as u64;
        [n_cells, n_kept, n_cells - n_kept]
    }

    fn meter(&self) -> Panel {
        let s = &self.s.vectors;
        let [n_cells, _, zeros] = self.cells();
        let share = zeros as f64 / n_cells as f64;
        let text = (s.meter)(zeros, n_cells, &percent(self.s, share));
        Panel {
            note: (s.sparsity_note)(self.all.n_terms, self.n_dimensions()),
            controls: &[Control::Vectors(VectorsControl::Dimensions)],
            ..Panel::new("sparsity", Slot::Below, s.sparsity, Figure::Meter(Meter { share: share as f32, text }))
        }
    }

    fn numbers(&self) -> Panel {
        let (s, all) = (&self.s.vectors, self.all);
        let sizes = [all.n_documents, all.n_tokens, all.n_terms, self.n_dimensions()].map(|n| n as u64);
        let numbers = sizes.into_iter().chain(self.cells());
        let are_ones = all.n_kept > 0 && (self.weighting.tf == Tf::Binary || all.n_tokens == all.n_kept);
        let row = |(index, (&name, n)): (usize, (&&str, u64))| {
            vec![if index == 5 && are_ones { s.ones } else { name }.to_owned(), n.to_string()]
        };
        let table = Table {
            caption: String::new(),
            head: s.numbers_head.map(str::to_owned).into(),
            rows: s.numbers_rows.iter().zip(numbers).enumerate().map(row).collect(),
        };
        Panel::new("amounts", Slot::Below, s.numbers, Figure::Table(table))
    }
}

/// A share in percent, with two decimals, which do not claim that all is 0 where something is not.
fn percent(s: &Strings, share: f64) -> String {
    let text = format!("{:.2}", share * 100.0);
    let text = if text == "100.00" && share < 1.0 { "> 99.99".into() } else { text };
    (s.percent)(&text)
}

//! The pages, the pure half of each: what it asks of the engine, and which figures and sentences it makes of the
//! answer. The menu, the links and the golden test all go through [`ALL`].

mod attend;
mod breaks;
mod compare;
mod control;
pub mod elmo;
mod explain;
mod first;
mod generate;
mod heads;
pub mod ladder;
mod mask;
mod matrix;
mod model;
mod ngram;
mod notice;
mod one_head;
mod one_word;
mod operand;
mod piece;
mod programs;
mod pruning;
mod question;
mod roll_up;
mod rows;
mod save;
mod segmentation;
mod serial;
mod snippet;
mod subwords;
mod sums;
mod symbol;
mod tokens;
pub mod vectors;
pub mod word2vec;

pub use control::{Control, ElmoControl, VectorsControl, Word2vecControl};
pub use first::first;
pub use notice::{Extent, notice};
pub use operand::{Inspection, Line, Operand, Piece, Sum, Term};
pub use piece::piece_name;
pub use programs::asked;
pub use question::{item, text, texts, tokenizer_name, training, word};
pub use save::{Format, Saved};
pub use snippet::{Library, snippet};

use crate::chart::{Chip, Figure, label};
use crate::engine::{Answer, Ask};
use crate::i18n::Strings;
use crate::model::{Mask, Stage, Trace, Unfit};
use crate::state::{Cell, ExhibitId, State};
use crate::text::{Tokens, subwords::Lesson};
use question::ask;
use std::rc::Rc;

/// One page.
pub struct Exhibit {
    /// Its name in the state and in links.
    pub id: ExhibitId,
    /// The notes' chapters that it shows.
    pub chapters: &'static str,
    /// Its name for readers.
    pub title: fn(&Strings) -> &'static str,
    /// One sentence that says what is to be seen.
    pub intro: fn(&Strings) -> &'static str,
    /// Whether the reader chooses how the text is cut; one that shows how cutting is learnt has its own way.
    pub has_tokenizer: bool,
    /// Whether the screen can be had as a script.
    pub has_script: bool,
    /// The settings that change what it shows, beside text and tokenizer.
    pub controls: &'static [Control],
    /// More of them, behind a fold.
    pub more: &'static [Control],
    /// What it asks.
    pub job: fn(&State) -> Result<Ask, Unfit>,
    /// What it shows.
    pub panels: fn(&State, &Answer) -> Vec<Panel>,
    /// What it says of a cell; `None` if there is no such cell.
    pub inspect: fn(&State, &Answer, Cell) -> Option<Inspection>,
}

impl Exhibit {
    /// Whether a `tokenizer.json` that the reader opens cuts something here.
    #[must_use]
    pub fn takes_files(&self) -> bool {
        self.has_tokenizer || self.controls.contains(&Control::With)
    }
}

/// Every page, in the order of the notes.
pub const ALL: &[Exhibit] = &[
    tokens::EXHIBIT,
    compare::EXHIBIT,
    segmentation::EXHIBIT,
    subwords::EXHIBIT,
    vectors::EXHIBIT,
    ngram::EXHIBIT,
    word2vec::EXHIBIT,
    elmo::EXHIBIT,
    ladder::EXHIBIT,
    attend::EXHIBIT,
    mask::EXHIBIT,
    serial::EXHIBIT,
    generate::EXHIBIT,
    heads::EXHIBIT,
    breaks::EXHIBIT,
    model::EXHIBIT,
];

/// What the menu says of a page.
#[derive(Clone, Copy)]
pub struct Heading {
    /// The page.
    pub id: ExhibitId,
    /// The notes' chapters that it shows.
    pub chapters: &'static str,
    /// Its name for readers.
    pub title: fn(&Strings) -> &'static str,
}

/// The menu of [`ALL`]. It names nothing of what the pages do, so a program that shows the menu alone stays small.
pub const MENU: [Heading; ALL.len()] = {
    let mut menu = [Heading { id: ALL[0].id, chapters: ALL[0].chapters, title: ALL[0].title }; ALL.len()];
    let mut index = 1;
    while index < ALL.len() {
        menu[index] = Heading { id: ALL[index].id, chapters: ALL[index].chapters, title: ALL[index].title };
        index += 1;
    }
    menu
};

/// A figure with its place and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its name, unique on the page.
    pub name: &'static str,
    /// Where it stands.
    pub slot: Slot,
    /// Its heading.
    pub title: String,
    /// A tag beside the heading that must not be missed, such as *untrained*.
    pub tag: Option<String>,
    /// A sentence under the heading.
    pub note: String,
    /// The shape of what is shown, with names.
    pub shape: Option<String>,
    /// Settings that are changed right here.
    pub controls: &'static [Control],
    /// Steps of the word that it shows, played right here: the one that is shown, from 0, and how many there are.
    pub steps: Option<(usize, usize)>,
    /// The stage whose cells are the figure's, so that they can be chosen.
    pub stage: Option<Stage>,
    /// Whether it is the mask's, to be painted on.
    pub is_painted: bool,
    /// What was learnt, to be saved as a file for others.
    pub tokenizer: Option<Rc<Lesson>>,
    /// The picture.
    pub figure: Figure,
}

impl Panel {
    /// A figure under a heading, and nothing else yet.
    fn new(name: &'static str, slot: Slot, title: impl Into<String>, figure: Figure) -> Self {
        let title = title.into();
        let (note, controls) = (String::new(), &[][..]);
        let (tag, shape, steps, stage, tokenizer) = (None, None, None, None, None);
        Self { name, slot, title, tag, note, shape, controls, steps, stage, is_painted: false, tokenizer, figure }
    }
}

/// Places on a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Above all, over the whole width.
    Top,
    /// The large one.
    Main,
    /// Beside it.
    Side,
    /// Under both, over the whole width.
    Below,
}

impl Slot {
    /// How much of the window's height a matrix may take there: the main one most of it, one beside it little enough that
    /// what follows it can be seen.
    #[must_use]
    pub fn part_of_window(self) -> f64 {
        if self == Self::Side { 0.27 } else { 0.66 }
    }
}

/// The page of an id.
#[must_use]
pub fn by_id(id: ExhibitId) -> &'static Exhibit {
    ALL.iter().find(|exhibit| exhibit.id == id).unwrap_or(&ALL[0])
}

/// The number of the layer that is shown: the one that was kept, if there was no room for others.
fn layer_index(state: &State, answer: &Answer) -> usize {
    answer.layers.iter().position(|trace| trace.only().is_some()).unwrap_or(state.layer)
}

/// The layer that is shown, if there are tokens to attend and to be attended to.
fn layer<'a>(state: &State, answer: &'a Answer) -> Option<&'a Trace> {
    let trace = answer.layers.get(layer_index(state, answer).min(answer.layers.len().checked_sub(1)?))?;
    (trace.n_query() > 0 && trace.n_key() > 0).then_some(trace)
}

/// The head that is shown. A link may name one that a smaller model lacks while its answer is on the way, and of a long text
/// the head of the last answer is there until the next one comes.
fn head(state: &State, trace: &Trace) -> usize {
    trace.only().map_or(state.head, |(_, head)| head).min(trace.sizes.n_heads - 1)
}

/// The mask that is set, with the padding of the text that is shown if it is one of a batch.
fn mask_in_force(state: &State, answer: &Answer) -> Mask {
    if let Some(found) = answer.read.as_ref().and_then(|read| read.found.as_ref()) {
        return found.mask.clone();
    }
    answer
        .lengths
        .get(item(state, answer.lengths.len()))
        .map_or_else(|| state.mask.clone(), |&length| state.mask.padded(length))
}

fn chips(tokens: &Tokens) -> Rc<[Chip]> {
    let chip = |&token: &crate::text::Token| Chip {
        label: if tokens.bytes_of(token).is_empty() {
            matrix::name(tokens, token)
        } else {
            label::visible_bytes(tokens.bytes_of(token))
        },
        id: token.id,
        start: token.start,
        end: token.end,
    };
    tokens.list().iter().map(chip).collect()
}

/// What stands on the stage while the text has no tokens.
fn nothing_yet(s: &Strings, title: &'static str) -> Vec<Panel> {
    let nothing = Panel::new("nothing", Slot::Main, title, Figure::Chips([].into()));
    vec![Panel { note: s.no_tokens.into(), ..nothing }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray;

    #[test]
    fn every_id_has_its_page_and_every_page_its_own_id() {
        for &id in ExhibitId::VARIANTS {
            assert_eq!(ALL.iter().filter(|exhibit| exhibit.id == id).count(), 1, "{id:?}");
        }
    }
}

//! The pages, the pure half of each: what it asks of the engine, and which figures and sentences it makes of the
//! answer. The menu, the links and the golden test all go through [`ALL`].

mod attention;
mod tokens;

use crate::chart::{Chip, Figure, label};
use crate::engine::{Answer, Ask};
use crate::i18n::{Strings, strings};
use crate::model::ConfigError;
use crate::state::{Cell, ExhibitId, State};
use crate::text::Tokens;

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
    /// The settings that change what it shows, beside text and tokenizer.
    pub controls: &'static [Control],
    /// What it asks.
    pub job: fn(&State) -> Result<Ask, ConfigError>,
    /// What it shows.
    pub panels: fn(&State, &Answer) -> Vec<Panel>,
    /// What it says of a cell; `None` if there is no such cell.
    pub inspect: fn(&State, &Answer, Cell) -> Option<Inspection>,
}

/// Every page, in the order of the notes.
pub const ALL: &[Exhibit] = &[tokens::EXHIBIT, attention::EXHIBIT];

/// A setting that a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the state's fields")]
pub enum Control {
    Mask,
    DModel,
    NHeads,
    Seed,
    Scale,
    Colormap,
    Table,
}

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
    /// A setting that is changed right here.
    pub control: Option<Control>,
    /// The picture.
    pub figure: Figure,
}

/// Places on a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The large one.
    Main,
    /// Beside it.
    Side,
    /// Under both, over the whole width.
    Below,
}

/// A cell explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// What it means.
    pub sentence: String,
    /// The same, short, for the live region.
    pub spoken: String,
    /// Its numbers by name.
    pub facts: Vec<(&'static str, f32)>,
    /// Where they come from.
    pub sum: Option<Sum>,
}

/// A score and a weight, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// `qᵢ` and `kᵢ` for each dimension of the head.
    pub terms: Vec<(f32, f32)>,
    /// Their products' sum, as it was computed.
    pub qk: f32,
    /// Width of the head, under the root.
    pub d_head: usize,
    /// `qk / √d_head`.
    pub score: f32,
    /// How softmax makes the weight of it, in words.
    pub softmax: String,
}

/// The page of an id.
#[must_use]
pub fn by_id(id: ExhibitId) -> &'static Exhibit {
    ALL.iter().find(|exhibit| exhibit.id == id).unwrap_or(&ALL[0])
}

/// The text that is shown: the reader's own, or the example in the reader's language.
#[must_use]
pub fn text(state: &State) -> &str {
    state.text.as_deref().unwrap_or(strings(state.language).example)
}

/// What a reader must know about the answer itself: that a part of the text is not in it.
#[must_use]
pub fn cut_notice(state: &State, answer: &Answer) -> Option<String> {
    let (found, kept) = (answer.tokens.n_found(), answer.tokens.len());
    (kept < found).then(|| (strings(state.language).tokens_cut)(found, kept))
}

fn chips(tokens: &Tokens) -> Vec<Chip> {
    let chip = |&token: &crate::text::Token| Chip {
        label: label::visible(tokens.text_of(token)),
        id: token.id,
        start: token.start,
        end: token.end,
    };
    tokens.list().iter().map(chip).collect()
}

/// What stands on the stage while the text has no tokens.
fn nothing_yet(s: &Strings, title: &'static str) -> Vec<Panel> {
    vec![Panel {
        name: "nothing",
        slot: Slot::Main,
        title: title.into(),
        tag: None,
        note: s.no_tokens.into(),
        shape: None,
        control: None,
        figure: Figure::Chips(vec![]),
    }]
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

//! What a reader must know about an answer itself.

use super::{by_id, matrix, text};
use crate::engine::{Answer, MAX_BATCH, Run};
use crate::i18n::strings;
use crate::model::{Painted, Rule, Source};
use crate::state::{ExhibitId, State};
use crate::text::{Tokens, lines};

/// How many tokens are kept of those that a text has, for the text that asks and for the one that is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Tokens that ask: kept, found.
    pub queries: (usize, usize),
    /// Tokens that are asked: kept, found.
    pub keys: (usize, usize),
}

impl Extent {
    /// What an answer holds.
    #[must_use]
    pub fn of(answer: &Answer) -> Self {
        let of = |tokens: &Tokens| (tokens.len(), tokens.n_found());
        Self { queries: of(&answer.tokens), keys: of(matrix::asked(answer)) }
    }
}

/// What a reader must know about the answer itself: that another model gave it than was chosen, that a part of a text, or of
/// the texts of a batch, is not in it, or that the mask is a table of another shape.
#[must_use]
pub fn notice(state: &State, Extent { queries, keys }: Extent) -> Option<String> {
    let s = strings(state.language);
    if let Some(chosen) = state.left_out() {
        return Some((s.generate.instead)(chosen.name(), state.model().name()));
    }
    // A question is made only where it matters: a painted mask is a part of it, and this is asked at every stroke.
    let ask = || (by_id(state.exhibit).job)(state).ok();
    if state.batch {
        let n_lines = lines(text(state)).count();
        if n_lines > MAX_BATCH
            && ask()
                .is_some_and(|ask| ask.texts.len() > 1 && !matches!(ask.run, Run::Vectorize(_) | Run::Contextualize(_)))
        {
            return Some((s.settings.batch_cut)(n_lines, MAX_BATCH));
        }
    }
    if let Some(&(kept, found)) = [queries, keys].iter().find(|(kept, found)| kept < found) {
        // Weights that are built by hand are for short texts in any case.
        let can_have_more = state.exhibit == ExhibitId::Attention && !state.one_head;
        let has_more = can_have_more && !matches!(state.weights, Source::Hand(_));
        return Some(if has_more { (s.settings.one_head_hint)(found, kept) } else { (s.tokens_cut)(found, kept) });
    }
    let text = (queries.0, keys.0);
    let painted =
        state.mask.0.iter().filter_map(|rule| if let Rule::Painted(table) = rule { Some(table) } else { None });
    let shape = painted.map(Painted::shape).find(|&shape| text.0 > 0 && shape != text)?;
    let is_masked = matches!(ask()?.run, Run::Attend(_) | Run::Compare(_) | Run::Read(_));
    is_masked.then(|| (s.masks.other_shape)(shape, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mask;
    use crate::model::pretrained::{Folder, Ours};
    use crate::state::Reading;

    #[test]
    fn a_mask_painted_over_another_text_is_told_where_it_is_in_force() {
        let table = Painted::new(3, 3, |query, key| query != key);
        let mask = Mask(vec![Rule::Painted(table)]);
        let of = |exhibit, n| {
            notice(&State { exhibit, mask: mask.clone(), ..State::default() }, Extent { queries: (n, n), keys: (n, n) })
        };
        let told = Some((strings(State::default().language).masks.other_shape)((3, 3), (5, 5)));
        assert_eq!((of(ExhibitId::Model, 5), of(ExhibitId::Attention, 5)), (told.clone(), told));
        assert_eq!((of(ExhibitId::Model, 3), of(ExhibitId::Generate, 5)), (None, None), "there it is in force nowhere");
    }

    #[test]
    fn a_writer_in_an_encoders_place_is_told() {
        let reading = Reading { model: Some(Folder::Ours(Ours::ZhEncoder)), ..Reading::default() };
        let state = State { exhibit: ExhibitId::Generate, reading, ..State::default() };
        let told = notice(&state, Extent { queries: (5, 5), keys: (5, 5) }).unwrap();
        assert!(told.contains("zh-encoder") && told.contains("zh-decoder"), "{told}");
        let state = State { exhibit: ExhibitId::Model, ..state };
        assert_eq!(notice(&state, Extent { queries: (5, 5), keys: (5, 5) }), None);
    }
}

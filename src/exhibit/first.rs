//! What a visitor sees first: *Attention* with nothing set, worked out where there is no engine yet. It is what the
//! engine's answer will show.

use super::{Panel, attend, question};
use crate::engine::Answer;
use crate::model::Model;
use crate::state::State;
use crate::text;

/// The panels of a state that cuts its own text into words by Unicode's rules and lets these attend to each other; none
/// where the state's sizes do not fit each other.
#[must_use]
pub fn first(state: &State) -> Vec<Panel> {
    let Ok(config) = state.config() else { return vec![] };
    let tokens = text::by_words(question::text(state), config.max_tokens());
    let asking: Vec<&str> = tokens.texts().collect();
    let layers = Model::new(&config, &asking, None).run(&config.mask, |_| {});
    attend::panels(state, &Answer { layers, tokens, ..Answer::default() })
}

#[cfg(test)]
mod tests {
    use super::super::by_id;
    use super::*;
    use crate::engine::Engine;
    use crate::state::Language;

    #[test]
    fn the_first_picture_is_the_one_that_the_engine_gives() {
        for &language in Language::ALL {
            let state = State { language, ..State::default() };
            let exhibit = by_id(state.exhibit);
            let answer = Engine::default().answer(&(exhibit.job)(&state).unwrap(), |_| {}).unwrap();
            // Tensors are equal only to themselves; written out, so are their numbers, to the last bit.
            let written = |panels: &[Panel]| panels.iter().map(|panel| format!("{panel:?}")).collect::<Vec<_>>();
            assert_eq!(written(&first(&state)), written(&(exhibit.panels)(&state, &answer)), "{language:?}");
        }
    }
}

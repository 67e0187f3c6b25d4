//! What subwords are learnt from, of what kind, how many, and the word that is followed.

use super::fields::{choice, field, on_value};
use heedmap::exhibit::{self, Control};
use heedmap::i18n::Strings;
use heedmap::state::{Action, MAX_VOCAB, State};
use heedmap::text::subwords::{Corpus, Kind};
use heedmap::text::word::MAX_WORD;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Steps of the slider of vocabulary sizes from one size to its double.
const DOUBLING: f64 = 8.0;

/// Draws one of these settings.
pub(crate) fn learning(control: Control, s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    match control {
        Control::Kind => {
            let s = &s.subwords;
            field(s.kind, choice("kind", Kind::ALL, state.kind, s.kind_name, act, Action::SetKind))
        }
        Control::Word => {
            let follow = act.reform(|event: InputEvent| {
                Action::FollowWord(event.target_unchecked_into::<HtmlInputElement>().value())
            });
            let shown = exhibit::word(state).to_owned();
            field(
                s.one_word.word,
                html! {
                    <input id="word" type="text" maxlength={MAX_WORD.to_string()} value={state.word.clone()} placeholder={shown}
                        oninput={follow} dir="auto" autocomplete="off" spellcheck="false" />
                },
            )
        }
        Control::Corpus => {
            let s = &s.subwords;
            field(s.corpus, choice("learn-from", Corpus::ALL, state.corpus, s.corpus_name, act, Action::LearnFrom))
        }
        Control::VocabSize => {
            let set = on_value(act, |value| value.parse().ok().map(Action::SetVocabSize));
            let (max, value) = (MAX_VOCAB.to_string(), state.vocab_size.to_string());
            // Sizes double at equal distances.
            let slide = act.reform(|event: InputEvent| {
                let place: f64 = event.target_unchecked_into::<HtmlInputElement>().value().parse().unwrap_or_default();
                Action::SetVocabSize((place / DOUBLING).exp2().round() as usize)
            });
            let [end, place] =
                [MAX_VOCAB, state.vocab_size].map(|size| ((size as f64).log2() * DOUBLING).round().to_string());
            field(
                s.subwords.vocab_size,
                html! {
                    <span class="sized">
                        <input id="vocab-size" type="number" min="1" {max} {value} onchange={set} />
                        <input id="vocab-slider" type="range" min="0" max={end} value={place} oninput={slide} aria-label={s.subwords.vocab_size} />
                    </span>
                },
            )
        }
        _ => html! {},
    }
}

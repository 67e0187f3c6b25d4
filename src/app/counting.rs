//! What N-grams are counted in, how long they are, and how counts become probabilities.

use super::fields::{choice, decimal, field, numbers, tick};
use heedmap::exhibit::{self, Control};
use heedmap::i18n::Strings;
use heedmap::repr::ngram::MAX_ORDER;
use heedmap::repr::ngram::smoothing::Smoothing;
use heedmap::state::{Action, CountingAction, MAX_K, State};
use heedmap::text::subwords::Corpus;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Draws one of these settings.
pub(crate) fn counting(control: Control, s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let rule = &state.counting.rule;
    match control {
        Control::NgramOrder => {
            let orders: Vec<usize> = (1..=MAX_ORDER).collect();
            let set = |order| Action::Count(CountingAction::SetOrder(order));
            field(s.ngram.order, numbers("n", &orders, state.counting.order, act, set))
        }
        Control::Ends => {
            let set = |on| Action::Count(CountingAction::Mark(on));
            tick("ends", s.ngram.marks, state.counting.has_marks, act, set)
        }
        Control::Smoothing => {
            let set = |smoothing| Action::Count(CountingAction::Smooth(smoothing));
            let way = choice("smoothing", Smoothing::ALL, rule.smoothing, s.ngram.smoothing_name, act, set);
            html! {
                <>
                { field(s.ngram.smoothing, way) }
                { match rule.smoothing {
                    Smoothing::MaximumLikelihood => html! {},
                    Smoothing::AddK => decimal("add-k", s.ngram.k, rule.k, MAX_K, act, |value| Action::Count(CountingAction::SetK(value))),
                    Smoothing::Interpolation => decimal("lambda", s.ngram.lambda, rule.lambda, 1.0, act, |value| Action::Count(CountingAction::SetLambda(value))),
                    Smoothing::KneserNey => decimal("discount", s.ngram.discount, rule.discount, 1.0, act, |value| Action::Count(CountingAction::SetDiscount(value))),
                } }
                </>
            }
        }
        Control::TrainingCorpus => {
            let menu = choice("learn-from", Corpus::ALL, state.corpus, s.ngram.corpus_name, act, Action::LearnFrom);
            field(s.subwords.corpus, menu)
        }
        Control::Training if state.corpus == Corpus::Text => {
            let write = act.reform(|event: InputEvent| {
                Action::WriteTraining(Some(event.target_unchecked_into::<HtmlTextAreaElement>().value()))
            });
            html! {
                <label class="field training"><span>{ s.ngram.training_text }</span>
                    <textarea id="training" rows="4" value={exhibit::training(state).to_owned()} oninput={write}
                        placeholder={s.ngram.training_hint} dir="auto" spellcheck="false" />
                </label>
            }
        }
        _ => html! {},
    }
}

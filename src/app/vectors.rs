//! Settings of the vector space model.

use super::fields::{field, menu, on_value, tick};
use heedmap::exhibit::{VectorsControl, vectors};
use heedmap::i18n::{Ready, Strings};
use heedmap::repr::vsm::{Idf, Norm, Preset, Tf, Weighting};
use heedmap::state::{Action, MAX_DIMENSIONS, MAX_QUERY, State, VectorsAction};
use std::str::FromStr;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The value of the menu of weightings that stands for none of those with a name.
const OWN: &str = "own";

/// Draws one of these settings.
pub(crate) fn control(control: VectorsControl, all: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let (s, set) = (&all.vectors, &state.vectors);
    let Weighting { tf, idf, norm } = set.weighting;
    let act = &act.clone();
    match control {
        VectorsControl::Ready => {
            let one = |ready: &'static Ready| {
                let shown = vectors::ready(state, ready);
                let is_shown = (&shown.text, shown.tokenizer, shown.vectors.dimensions, shown.vectors.weighting)
                    == (&state.text, state.tokenizer, set.dimensions, set.weighting);
                html! {
                    <button type="button" aria-pressed={is_shown.to_string()}
                        onclick={act.reform(move |_| Action::Become(Box::new(shown.clone())))}>{ ready.name }</button>
                }
            };
            html! { <fieldset class="examples"><legend>{ s.ready }</legend>{ for s.corpora.iter().map(one) }</fieldset> }
        }
        VectorsControl::Weighting => {
            let preset = Preset::of(set.weighting);
            let slug = |preset: Preset| -> &'static str { preset.into() };
            let mut options: Vec<(String, String)> = Preset::ALL
                .iter()
                .map(|&preset| (slug(preset).to_owned(), (s.preset_name)(preset).to_owned()))
                .collect();
            if preset.is_none() {
                options.push((OWN.into(), s.own_weighting.into()));
            }
            let weigh = on_value(act, |value| value.parse().ok().map(|preset: Preset| weigh(preset.weighting())));
            field(s.weighting, menu("weighting", options, &preset.map_or(OWN, slug), weigh))
        }
        VectorsControl::Tf => {
            let act = act.reform(move |tf| weigh(Weighting { tf, idf, norm }));
            field(s.tf, chosen("tf", Tf::ALL, tf, s.tf_name, &act))
        }
        VectorsControl::Idf => {
            let act = act.reform(move |idf| weigh(Weighting { tf, idf, norm }));
            field(s.idf, chosen("idf", Idf::ALL, idf, s.idf_name, &act))
        }
        VectorsControl::Norm => {
            let act = act.reform(move |norm| weigh(Weighting { tf, idf, norm }));
            field(s.norm, chosen("norm", Norm::ALL, norm, s.norm_name, &act))
        }
        VectorsControl::Lower => {
            tick("lower", s.lower, set.lower, act, |on| Action::Vectorize(VectorsAction::SetLower(on)))
        }
        VectorsControl::Marks => {
            tick("marks", s.marks, set.marks, act, |on| Action::Vectorize(VectorsAction::SetMarks(on)))
        }
        VectorsControl::Dimensions => {
            let size = |value: &str| match value {
                "" => Some(None),
                written => written.parse().ok().map(Some),
            };
            let set_size =
                on_value(act, move |value| size(value).map(|n| Action::Vectorize(VectorsAction::SetDimensions(n))));
            let value = set.dimensions.map(|n| n.to_string()).unwrap_or_default();
            field(
                s.dimensions,
                html! {
                    <input id="dimensions" type="number" min="1" max={MAX_DIMENSIONS.to_string()} {value}
                        placeholder={s.dimensions_hint} onchange={set_size} />
                },
            )
        }
        VectorsControl::Query => {
            let search = act.reform(|event: InputEvent| {
                let query = event.target_unchecked_into::<HtmlInputElement>().value();
                Action::Vectorize(VectorsAction::Search(query))
            });
            field(
                s.query,
                html! {
                    <input id="query" type="text" maxlength={MAX_QUERY.to_string()} value={vectors::query(state).to_owned()}
                        placeholder={s.query_hint} oninput={search} dir="auto" autocomplete="off" spellcheck="false" />
                },
            )
        }
        VectorsControl::Order => {
            let n = vectors::n_documents(state);
            let show = on_value(act, |value| {
                let document = value.parse::<usize>().ok()?.checked_sub(1)?;
                Some(Action::Vectorize(VectorsAction::Show(document)))
            });
            let value = (set.document + 1).min(n.max(1)).to_string();
            let again = state.seed.wrapping_add(1);
            html! {
                <div class="controls">
                    { field(s.document, html! { <input id="document" type="number" min="1" max={n.to_string()} {value} onchange={show} /> }) }
                    <button id="shuffle" type="button" onclick={act.reform(move |_| Action::SetSeed(again))}>{ s.shuffle }</button>
                </div>
            }
        }
    }
}

fn weigh(weighting: Weighting) -> Action {
    Action::Vectorize(VectorsAction::Weigh(weighting))
}

/// A choice among the variants of one part of a weighting.
fn chosen<T: Copy + PartialEq + FromStr + Into<&'static str> + 'static>(
    id: &'static str,
    all: &[T],
    current: T,
    name: fn(T) -> &'static str,
    act: &Callback<T>,
) -> Html {
    let slug = |one: T| -> &'static str { one.into() };
    let options = all.iter().map(|&one| (slug(one).to_owned(), name(one).to_owned())).collect();
    let act = act.clone();
    let set = Callback::from(move |event: Event| {
        if let Ok(one) = event.target_unchecked_into::<HtmlSelectElement>().value().parse() {
            act.emit(one);
        }
    });
    menu(id, options, &slug(current), set)
}

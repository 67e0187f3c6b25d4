//! The settings of an exhibit. Each is shown where the exhibit lists it.

use super::bring::Bring;
use super::brushes::brushes;
use super::counting::counting;
use super::elmo;
use super::fields::{checked, choice, field, listed, menu, numbers, on_value, tick, typed};
use super::help::Words;
use super::kv_text::kv_text;
use super::learning::learning;
use super::models::Models;
use super::opening::Opening;
use super::reading;
use super::rules::rules;
use super::sampling::sampling;
use super::tokenizer_menus::{compared, roll_up};
use super::vectors;
use super::word2vec;
use super::words::WordsForm;
use heedmap::chart::{Colormap, Scale};
use heedmap::engine::Card;
use heedmap::exhibit::{self, Control, Exhibit};
use heedmap::i18n::Strings;
use heedmap::model::{Hand, MAX_D_MODEL, MAX_LAYERS, Mask, Positions, Sizes, Slip, Source};
use heedmap::state::{Action, ExhibitId, State, View, WIDTHS};
use yew::prelude::*;

/// Masks that are offered, as links write them; a link or a program may choose any other.
pub(crate) const MASKS: [&str; 9] = [
    "none",
    "causal",
    "padding.8",
    "prefix.4",
    "window.4",
    "causal,window.4",
    "dilated.3.2",
    "block.4",
    "causal,block.4",
];

/// Draws the settings: the first few at sight, the others behind a fold.
pub(crate) fn controls(
    s: &'static Strings,
    state: &State,
    card: Option<&Card>,
    exhibit: &Exhibit,
    act: &Callback<Action>,
) -> Html {
    let draw = |list: &[Control]| list.iter().map(|&one| control(one, s, state, card, act)).collect::<Html>();
    html! {
        <div class="controls" role="group" aria-label={s.model}>
            { draw(exhibit.controls) }
            if !exhibit.more.is_empty() {
                <details class="more"><summary>{ s.settings.more }</summary><div class="controls">{ draw(exhibit.more) }</div></details>
            }
            if exhibit.takes_files() {
                <Opening s={Words(s)} act={act.clone()} />
            }
        </div>
    }
}

/// Draws one setting; those of a pretrained model follow its card.
pub(crate) fn control(
    control: Control,
    s: &'static Strings,
    state: &State,
    card: Option<&Card>,
    act: &Callback<Action>,
) -> Html {
    if !state.exhibit.is_of_model() && follows(control, &state.weights) {
        return html! {};
    }
    match control {
        Control::Causal => {
            html! {
                <label class="check switch"><input id="causal" type="checkbox" role="switch" checked={state.mask == Mask::causal()}
                    onchange={act.reform(|_| Action::ToggleCausal)} />{ s.causal_switch }</label>
            }
        }
        Control::Mask => field(s.mask, masks(s, state, act)),
        Control::Rules => rules(s, state, act),
        Control::Brush => brushes(s, state, act),
        Control::Heads => {
            let (n_heads, _) = state.heads_and_layers();
            let one = |head: usize| {
                let switch = act.reform(move |event: Event| Action::SwitchHead(head, checked(&event)));
                html! {
                    <label class="check"><input id={format!("head-{head}")} type="checkbox" checked={!state.heads_off.contains(&head)}
                        onchange={switch} />{ head + 1 }</label>
                }
            };
            html! { <fieldset class="slips"><legend>{ s.heads.on }</legend>{ for (0..n_heads).map(one) }</fieldset> }
        }
        Control::Slips => {
            let one = |&slip: &Slip| {
                let make = act.reform(move |event: Event| Action::MakeSlip(slip, checked(&event)));
                html! {
                    <label class="check"><input id={slip.slug()} type="checkbox" checked={state.slips.contains(&slip)} onchange={make} />
                        { (s.breaks.slip_name)(slip) }</label>
                }
            };
            html! { <fieldset class="slips"><legend>{ s.breaks.slips }</legend>{ for Slip::ALL.iter().map(one) }</fieldset> }
        }
        Control::Bring => html! { <Bring s={Words(s)} act={act.clone()} /> },
        Control::LayerOf
        | Control::HeadOf
        | Control::MaskOf
        | Control::OwnMask
        | Control::Padding
        | Control::Arithmetic
        | Control::Ablated
        | Control::Pooled
        | Control::Order
        | Control::Beside => reading::control(control, s, state, card, act),
        Control::Model => {
            html! { <Models s={Words(s)} model={state.model()} decoders_only={state.exhibit == ExhibitId::Generate} act={act.clone()} /> }
        }
        Control::Sampling => sampling(s, state, act),
        Control::Weights => field(s.settings.weights, sources(s, state, act)),
        Control::Positions => field(
            s.settings.positions,
            choice("positions", Positions::ALL, state.positions, s.settings.positions_name, act, Action::SetPositions),
        ),
        Control::View => {
            field(s.settings.view, choice("view", View::ALL, state.view, s.settings.view_name, act, Action::SetView))
        }
        Control::Head => {
            let (n_heads, _) = state.heads_and_layers();
            let counts: Vec<usize> = (1..=n_heads).collect();
            field(s.settings.head, numbers("head", &counts, state.head + 1, act, |head| Action::ShowHead(head - 1)))
        }
        Control::NLayers => {
            let counts: Vec<usize> = (1..=MAX_LAYERS).collect();
            field(s.settings.n_layers, numbers("n-layers", &counts, state.n_layers, act, Action::SetNLayers))
        }
        Control::Layer => {
            let (_, n_layers) = state.heads_and_layers();
            if n_layers == 1 {
                return html! {};
            }
            let set = on_value(act, |value| value.parse::<usize>().ok().map(Action::ShowLayer));
            let options = (0..n_layers).map(|layer| (layer.to_string(), (s.settings.layer_number)(layer + 1)));
            field(s.settings.layer, menu("layer", options.collect(), &state.layer, set))
        }
        Control::NKvHeads => {
            let counts: Vec<usize> = Sizes::head_counts(state.n_heads).collect();
            let current = state.n_kv_heads.unwrap_or(state.n_heads);
            field(s.settings.n_kv_heads, typed("n-kv-heads", &counts, current, act, |n| Action::SetNKvHeads(Some(n))))
        }
        Control::Dim => {
            let set = on_value(act, |value| value.parse().ok().map(|dim| Action::SetDim(Some(dim))));
            let dim = state.sizes().dim.to_string();
            field(
                s.settings.dim,
                html! { <input id="dim" type="number" min="1" max={MAX_D_MODEL.to_string()} value={dim} onchange={set} /> },
            )
        }
        Control::Dropout => {
            let set = on_value(act, |value| value.parse().ok().map(Action::SetDropout));
            let p = state.dropout.to_string();
            field(
                s.settings.dropout,
                html! { <input id="dropout" type="number" min="0" max="0.95" step="0.05" value={p} onchange={set} /> },
            )
        }
        Control::Bias => tick("bias", s.settings.bias, state.bias, act, Action::SetBias),
        Control::Batch => tick("batch", s.settings.batch, state.batch, act, Action::SetBatch),
        Control::OneHead => tick("one-head", s.settings.one_head, state.one_head, act, Action::KeepOneHead),
        Control::Numbers => tick("numbers", s.settings.numbers, state.numbers, act, Action::ShowNumbers),
        Control::Table => tick("table", s.as_table, state.table, act, Action::Tabulate),
        Control::Item => {
            let n = exhibit::texts(state).len();
            if n < 2 {
                return html! {};
            }
            let set = on_value(act, |value| value.parse::<usize>().ok()?.checked_sub(1).map(Action::ShowItem));
            let options = (1..=n).map(|item| (item.to_string(), item.to_string()));
            field(s.settings.batch_item, menu("item", options.collect(), &(exhibit::item(state, n) + 1), set))
        }
        Control::KvText => kv_text(s, state, act),
        Control::RollUp => field(s.settings.roll_up, roll_up(s, state, act)),
        Control::With => compared(s, state, act),
        Control::Kind | Control::Word | Control::Corpus | Control::VocabSize => learning(control, s, state, act),
        Control::NgramOrder | Control::Smoothing | Control::Ends | Control::TrainingCorpus | Control::Training => {
            counting(control, s, state, act)
        }
        Control::Words => html! { <WordsForm s={Words(s)} words={state.words.clone()} act={act.clone()} /> },
        Control::Examples => {
            let s = &s.segmentation;
            let one = |&text: &&'static str| {
                let is_shown = exhibit::text(state) == text;
                html! {
                    <button type="button" aria-pressed={is_shown.to_string()}
                        onclick={act.reform(move |_| Action::Write(Some(text.to_owned())))}>{ text }</button>
                }
            };
            html! { <fieldset class="examples"><legend>{ s.examples }</legend>{ for s.example_texts.iter().map(one) }</fieldset> }
        }
        Control::NHeads => {
            let counts: Vec<usize> = Sizes::head_counts(state.sizes().dim).collect();
            field(s.n_heads, typed("n-heads", &counts, state.n_heads, act, Action::SetNHeads))
        }
        Control::DModel => {
            let mut widths = WIDTHS.to_vec();
            if !widths.contains(&state.d_model) {
                widths.push(state.d_model);
                widths.sort_unstable();
            }
            field(s.d_model, numbers("d-model", &widths, state.d_model, act, Action::SetDModel))
        }
        Control::Seed => {
            let set = on_value(act, |value| value.parse().ok().map(Action::SetSeed));
            let seed = state.seed.to_string();
            field(
                s.seed,
                html! {
                    <input id="seed" type="number" min="0" max={u32::MAX.to_string()} step="1" value={seed} onchange={set} />
                },
            )
        }
        Control::Vectors(one) => vectors::control(one, s, state, act),
        Control::Word2vec(one) => word2vec::control(one, s, state, act),
        Control::Elmo(one) => elmo::control(one, s, state, act),
        Control::Scale => {
            let name = if state.exhibit.is_headless() { s.scale_of_matrix } else { s.scale_name };
            field(s.scale, choice("scale", Scale::ALL, state.scale, name, act, Action::SetScale))
        }
        Control::Colormap => field(
            s.colormap,
            choice("colormap", Colormap::ALL, state.colormap, s.colormap_name, act, Action::SetColormap),
        ),
    }
}

/// Whether a setting has no say: sizes follow from hand-built weights or from matrices of the reader's own.
fn follows(control: Control, weights: &Source) -> bool {
    let is_width = matches!(control, Control::DModel | Control::Dim | Control::NKvHeads);
    let is_built =
        matches!(control, Control::NHeads | Control::NLayers | Control::Positions | Control::Bias | Control::Seed);
    match weights {
        Source::Hand(_) => is_width || is_built,
        Source::Given(_) => is_width,
        Source::Random | Source::Identity => false,
    }
}

/// The usual masks, and the one that is set if it is none of them.
fn masks(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let all: Vec<Mask> = MASKS.iter().filter_map(|mask| mask.parse().ok()).collect();
    listed("mask", all, &state.mask, s.mask_text, act, Action::SetMask)
}

/// Where weights may come from; matrices of the reader's own are brought elsewhere.
fn sources(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let mut all = vec![Source::Random, Source::Identity];
    all.extend(Hand::ALL.iter().map(|&hand| Source::Hand(hand)));
    listed("weights", all, &state.weights, s.settings.weights_name, act, Action::SetWeights)
}

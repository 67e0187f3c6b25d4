//! The settings of a pretrained model. Layers and heads are those of its card, which comes with the first answer.

use super::controls::MASKS;
use super::fields::{checked, choice, menu, on_value};
use super::help::Words;
use super::kept::use_kept;
use heedmap::engine::{Card, Kept, MAX_READ};
use heedmap::exhibit::Control;
use heedmap::i18n::Strings;
use heedmap::model::pretrained::{Arithmetic, Folder};
use heedmap::model::{Mask, Rule};
use heedmap::state::{Action, HeadOf, Order, ReadingAction, State};
use strum::VariantArray;
use yew::prelude::*;

/// Draws one of them; nothing before the card is there.
pub(crate) fn control(
    control: Control,
    s: &'static Strings,
    state: &State,
    card: Option<&Card>,
    act: &Callback<Action>,
) -> Html {
    let page = &s.model_page;
    let field = |name: &'static str, input: Html| html! { <label class="field"><span>{ name }</span>{ input }</label> };
    let numbered = |id, n: usize, current: usize, action: fn(usize) -> Action| {
        let set = on_value(act, move |value| value.parse::<usize>().ok().map(action));
        let options = (0..n).map(|place| (place.to_string(), (place + 1).to_string()));
        menu(id, options.collect(), &current.min(n.saturating_sub(1)), set)
    };
    match (control, card) {
        (Control::Beside, _) => {
            let chosen = state.reading.beside.clone();
            field(page.model_beside, html! { <Beside s={Words(s)} {chosen} act={act.clone()} /> })
        }
        (Control::MaskOf, _) => field(s.mask, masks(s, state, act)),
        (Control::OwnMask, _) if state.mask != Mask::default() => {
            let own = act.reform(|_| Action::SetMask(Mask::default()));
            html! {
                <p class="note own-mask">
                    { (page.other_mask)(&mask_name(s, &state.mask)) }
                    <button type="button" id="own-mask" onclick={own}>{ page.own_mask }</button>
                </p>
            }
        }
        (Control::Order, _) => {
            let order = |order| Action::Read(ReadingAction::Sort(order));
            field(page.order, choice("order", Order::VARIANTS, state.reading.sort, page.order_name, act, order))
        }
        (Control::Arithmetic, _) => {
            let compute = |arithmetic| Action::Read(ReadingAction::Compute(arithmetic));
            let current = state.reading.arithmetic;
            let name = page.arithmetic_name;
            field(page.arithmetic, choice("arithmetic", Arithmetic::VARIANTS, current, name, act, compute))
        }
        (Control::LayerOf, Some(card)) => {
            field(s.settings.layer, numbered("layer", card.n_layers, state.layer, Action::ShowLayer))
        }
        (Control::HeadOf, Some(card)) => {
            field(s.settings.head, numbered("head", card.n_heads, state.head, Action::ShowHead))
        }
        (Control::Padding, Some(Card { fixed_length: Some(n), .. })) => {
            let set = act.reform(|event: Event| Action::Read(ReadingAction::Pad(checked(&event))));
            html! {
                <label class="check"><input id="padding" type="checkbox" checked={state.reading.padded} onchange={set} />{ (page.padding)(*n) }</label>
            }
        }
        (Control::Ablated, Some(card)) => {
            let restore = act.reform(|_| Action::Read(ReadingAction::Restore));
            let restore = html! { <button type="button" id="restore" onclick={restore}>{ page.restore }</button> };
            let off = &state.reading.ablated;
            let restore = (!off.is_empty()).then_some(restore);
            heads(s, ("off", page.heads_off), card, off, act, ReadingAction::Ablate, restore)
        }
        (Control::Pooled, Some(card)) => {
            heads(s, ("pool", page.pooled), card, &state.reading.pooled, act, ReadingAction::Pool, None)
        }
        _ => html! {},
    }
}

/// A box for each head, a row a layer, behind a fold that says how many are chosen.
fn heads(
    s: &'static Strings,
    (id, legend): (&'static str, &'static str),
    card: &Card,
    chosen: &[HeadOf],
    act: &Callback<Action>,
    action: fn(HeadOf, bool) -> ReadingAction,
    restore: Option<Html>,
) -> Html {
    let one = |layer: usize, head: usize| {
        let set = act.reform(move |event: Event| Action::Read(action((layer, head), checked(&event))));
        let name = (s.model_page.head_of)(layer + 1, head + 1);
        html! {
            <td><input id={format!("{id}-{layer}-{head}")} type="checkbox" aria-label={name.clone()} title={name}
                checked={chosen.contains(&(layer, head))} onchange={set} /></td>
        }
    };
    let n = chosen.len();
    let told = if n > 0 { format!("{legend} · {n}") } else { legend.to_owned() };
    let row = |layer: usize| {
        html! { <tr><th scope="row">{ layer + 1 }</th>{ for (0..card.n_heads).map(|head| one(layer, head)) }</tr> }
    };
    html! {
        <details class="heads-of"><summary>{ told }</summary>
            <div class="scroll"><table>
                <thead><tr>
                    <td>{ format!("{} \\ {}", s.heads.grid_layer, s.heads.grid_head) }</td>
                    { for (0..card.n_heads).map(|head| html! { <th scope="col">{ head + 1 }</th> }) }
                </tr></thead>
                <tbody>{ for (0..card.n_layers).map(row) }</tbody>
            </table></div>
            if let Some(restore) = restore { { restore } }
        </details>
    }
}

/// The menu of what is put beside: no model, the site's, and those that are kept.
#[component]
fn Beside(props: &BesideProps) -> Html {
    let BesideProps { s: Words(s), chosen, act } = props.clone();
    let models = Kept::menu(&use_kept(), false, chosen.as_ref());
    let all: Vec<Option<Folder>> = std::iter::once(None).chain(models.into_iter().map(Some)).collect();
    let name = |folder: &Option<Folder>| folder.as_ref().map_or(s.model_page.no_model, Folder::name).to_owned();
    let options = all.iter().enumerate().map(|(place, folder)| (place.to_string(), name(folder))).collect();
    let place = all.iter().position(|folder| *folder == chosen).unwrap_or(0);
    let choose = move |value: &str| {
        let folder = all.get(value.parse::<usize>().ok()?)?.clone();
        Some(Action::Read(ReadingAction::Beside(folder)))
    };
    menu("model-beside", options, &place, on_value(&act, choose))
}

/// What the menu needs.
#[derive(Clone, PartialEq, Properties)]
struct BesideProps {
    s: Words,
    chosen: Option<Folder>,
    act: Callback<Action>,
}

/// The usual masks. No rule stands for the model's own mask.
fn masks(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let usual = MASKS.iter().filter_map(|mask| mask.parse().ok());
    let mut all: Vec<Mask> = usual.collect();
    all.insert(1, open());
    if !all.contains(&state.mask) {
        all.push(state.mask.clone());
    }
    let options = all.iter().enumerate().map(|(place, mask)| (place.to_string(), mask_name(s, mask))).collect();
    let place = all.iter().position(|mask| *mask == state.mask).unwrap_or(0);
    let choose = move |value: &str| all.get(value.parse::<usize>().ok()?).cloned().map(Action::SetMask);
    menu("mask", options, &place, on_value(act, choose))
}

/// That nothing is blocked is a rule that blocks nothing.
fn open() -> Mask {
    Mask(vec![Rule::Padding { length: MAX_READ }])
}

fn mask_name(s: &Strings, mask: &Mask) -> String {
    if *mask == Mask::default() {
        s.model_page.as_trained.to_owned()
    } else if *mask == open() {
        s.model_page.no_mask.to_owned()
    } else {
        (s.mask_text)(mask)
    }
}

//! The stage: an exhibit's panels in their places, and the inspector of the cell that is pointed at or chosen.

use super::code::CodeView;
use super::help::Words;
use super::inspector::Inspector;
use super::lit::use_lit;
use super::panel::{Hands, PanelView, Shown};
use super::zoom::use_zoom;
use heedmap::chart::{Figure, Palette};
use heedmap::engine::Answer;
use heedmap::exhibit::{self, Panel, Slot};
use heedmap::i18n::strings;
use heedmap::state::{Action, Cell, State};
use std::rc::Rc;
use yew::prelude::*;

/// The stage.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let StageProps { state, answer, panels, one_by_one, palette, act } = props.clone();
    let s = strings(state.language);
    let hovered = use_state_eq(|| None::<Cell>);
    // Whoever chooses a cell sees where it comes from, until it is folded away.
    let is_open = use_state_eq(|| true);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(!*is_open))
    };
    let zoom = use_zoom(state.zoom, Action::Zoom, &act);
    let inspect = exhibit::by_id(state.exhibit).inspect;
    let told = |cell: Option<Cell>| cell.and_then(|cell| inspect(&state, &answer, cell));
    let shown = told(*hovered).or_else(|| told(state.cell));
    let spoken = state.cell.and_then(|cell| inspect(&state, &answer, cell)).map(|inspection| inspection.spoken);
    let follow = act.reform(|(cell, layer)| Action::Follow { cell, layer });
    let close = act.reform(|()| Action::Choose(None));
    // The same callbacks at every drawing, so that panels stay as they are.
    let hover = use_callback((), {
        let hovered = hovered.setter();
        move |cell, ()| hovered.set(cell)
    });
    let open = use_callback((), {
        let is_open = is_open.setter();
        move |(), ()| is_open.set(true)
    });
    let hands = Hands {
        cell: state.cell,
        hover,
        open,
        zoom,
        palette,
        card: answer.read.as_ref().map(|read| read.card.clone()),
        elmo: answer.elmo.as_ref().map(|elmo| elmo.model),
        act,
    };
    let one = |panel: &Rc<Panel>| {
        let moving = hovered.filter(|cell| panel.stage == Some(cell.stage));
        let (key, panel, state, hands) = (panel.name, Rc::clone(panel), Rc::clone(&state), hands.clone());
        html! { <PanelView {key} shown={Shown { s: Words(s), panel, state, moving, hands }} {one_by_one} /> }
    };
    let slot = |slot: Slot, class: &'static str| {
        let mut inside = panels.iter().filter(|panel| panel.slot == slot).peekable();
        inside.peek().is_some().then(|| html! { <div class={class}>{ for inside.map(one) }</div> })
    };
    let stage = use_node_ref();
    let has_tokens = panels.iter().any(|panel| matches!(panel.figure, Figure::Aligned(_)));
    use_lit(&stage, has_tokens, Rc::as_ptr(&panels).addr());
    let has_cells = panels.iter().any(|panel| panel.stage.is_some());
    let looked_at = hovered.or(state.cell).map(|cell| cell.stage);
    let is_below =
        panels.iter().any(|panel| panel.slot == Slot::Below && panel.stage.is_some() && panel.stage == looked_at);
    html! {
        <div class={classes!("stage", has_cells.then_some("with-inspector"), is_below.then_some("far-below"), hovered.is_some().then_some("pointed"))} ref={stage}>
            <>{ slot(Slot::Top, "above") }</>
            <>{ slot(Slot::Main, "main") }</>
            <>{ slot(Slot::Side, "side") }</>
            if has_cells {
                <div class="beside"><Inspector s={Words(s)} inspection={shown} is_open={*is_open} {toggle} {close} {follow} /></div>
            }
            <>{ slot(Slot::Below, "below") }</>
            if exhibit::by_id(state.exhibit).has_script {
                <CodeView s={Words(s)} state={Rc::clone(&state)} answer={Rc::clone(&answer)} />
            }
            <div class="sr" aria-live="polite">{ spoken }</div>
        </div>
    }
}

/// What the stage needs.
#[derive(Clone, Properties)]
pub(crate) struct StageProps {
    pub(crate) state: Rc<State>,
    pub(crate) answer: Rc<Answer>,
    pub(crate) panels: Rc<Vec<Rc<Panel>>>,
    /// Whether new panels come one after another.
    pub(crate) one_by_one: bool,
    pub(crate) palette: Rc<Palette>,
    pub(crate) act: Callback<Action>,
}

/// New panels are made whenever anything that they show may have changed; to compare all matrices, and a long text, with
/// themselves would take longer than a letter may.
impl PartialEq for StageProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.panels, &other.panels) && Rc::ptr_eq(&self.palette, &other.palette) && self.act == other.act
    }
}

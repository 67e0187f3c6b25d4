//! A panel on the stage: its heading, its settings, its figure. It is drawn anew only if something has changed that it shows, and if others go
//! before, when its turn comes.

use super::aligned::AlignedView;
use super::bars::BarsView;
use super::chips::{Chips, Hiding};
use super::controls::control;
use super::curve::CurveView;
use super::cuts::CutsView;
use super::diagram::DiagramView;
use super::facts::facts;
use super::formulas::formulas;
use super::grid::GridView;
use super::heatmap::{Heat, Zoom};
use super::help::Words;
use super::lines::LineView;
use super::map::MapView;
use super::player::{Played, Player};
use super::save;
use super::shaded::shaded;
use super::strip::strip;
use super::table::{self, table};
use super::thumb::Thumb;
use super::timing::Timing;
use super::turns::use_turn;
use heedmap::chart::{Block, Figure, Multiple, Palette};
use heedmap::engine::Card;
use heedmap::exhibit::{Control, ElmoControl, Panel, Slot};
use heedmap::i18n::Strings;
use heedmap::model::Stage as Computed;
use heedmap::repr::elmo::Trained;
use heedmap::state::{Action, Brush, Cell, ExhibitId, State};
use std::rc::Rc;
use yew::prelude::*;

/// A panel. What moves is new at once; others wait for their turn, if panels come one by one.
#[component]
pub(crate) fn PanelView(PanelProps { shown, one_by_one }: &PanelProps) -> Html {
    let moves = matches!(shown.panel.figure, Figure::Map(_) | Figure::Player { .. });
    let shown = use_turn(shown, *one_by_one && !moves);
    html! { <Drawn ..shown /> }
}

/// What a panel's place needs.
#[derive(PartialEq, Properties)]
pub(crate) struct PanelProps {
    pub(crate) shown: Shown,
    pub(crate) one_by_one: bool,
}

/// What a panel shows.
#[derive(Clone, Properties)]
pub(crate) struct Shown {
    pub(crate) s: Words,
    pub(crate) panel: Rc<Panel>,
    pub(crate) state: Rc<State>,
    /// The cell under the pointer, if it is this panel's.
    pub(crate) moving: Option<Cell>,
    pub(crate) hands: Hands,
}

/// A panel that says the same as before is the same one (`page::Page::arrange`), and a new state is new only to those that show some of it.
impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.panel, &other.panel)
            && (Rc::ptr_eq(&self.state, &other.state) || !shows_state(&self.panel))
            && (self.s, self.moving, &self.hands) == (other.s, other.moving, &other.hands)
    }
}

/// Whether [`Drawn`] looks at the state: settings do, and figures that are looked at in different ways.
fn shows_state(panel: &Panel) -> bool {
    use Figure::{Chips, Heatmap, Map, Multiples};
    !panel.controls.is_empty() || matches!(panel.figure, Chips(_) | Heatmap(_) | Map(_) | Multiples(_))
}

/// What the figures can do.
#[derive(Clone, PartialEq)]
pub(crate) struct Hands {
    pub(crate) cell: Option<Cell>,
    pub(crate) hover: Callback<Option<Cell>>,
    pub(crate) open: Callback<()>,
    /// The part of large matrices that is seen, and how to see another one.
    pub(crate) zoom: (Option<Block>, Callback<Option<Block>>),
    pub(crate) palette: Rc<Palette>,
    /// What the pretrained model is, if one reads.
    pub(crate) card: Option<Card>,
    /// Which ELMo reads, if one does.
    pub(crate) elmo: Option<Trained>,
    pub(crate) act: Callback<Action>,
}

impl Hands {
    /// Chooses a query, with the key that was chosen before or else its own.
    fn choose_row(&self) -> Callback<Option<usize>> {
        let key = self.cell.map(|cell| cell.col);
        self.act.reform(move |row: Option<usize>| {
            Action::Choose(row.map(|query| Cell::weight(query, key.unwrap_or(query))))
        })
    }
}

#[component]
fn Drawn(Shown { s: Words(s), panel, state, moving, hands }: &Shown) -> Html {
    let title = format!("{}-title", panel.name);
    let played = match state.exhibit {
        ExhibitId::Ngram => Played::Place,
        ExhibitId::Word2vec => Played::Pair,
        _ => Played::Word,
    };
    html! {
        <section class={classes!("panel", panel.name)} aria-labelledby={title.clone()}>
            <div class="panel-head">
                <h2 id={title}>{ &panel.title }{ panel.tag.as_ref().map(|tag| html! { <span class="tag">{ tag }</span> }) }</h2>
                { save::menu(s, panel, &hands.palette) }
            </div>
            <>{ for panel.controls.iter().map(|&one| set(one, s, state, hands)) }</>
            if let Some((current, n)) = panel.steps {
                <Player s={Words(s)} {played} title={panel.title.clone()} {current} {n} act={hands.act.clone()} />
            }
            if !panel.note.is_empty() { <p class="note">{ &panel.note }</p> }
            { figure(s, state, panel, *moving, hands) }
            <>{ panel.shape.as_ref().map(|shape| html! { <p class="shape">{ shape }</p> }) }</>
        </section>
    }
}

/// A panel's setting.
fn set(one: Control, s: &'static Strings, state: &State, hands: &Hands) -> Html {
    match (one, hands.elmo) {
        // What it brings is drawn, in the panel's colours.
        (Control::Elmo(ElmoControl::Timing), Some(model)) => {
            html! { <Timing key={Into::<&str>::into(model)} s={Words(s)} {model} palette={Rc::clone(&hands.palette)} /> }
        }
        _ => control(one, s, state, hands.card.as_ref(), &hands.act),
    }
}

fn figure(s: &'static Strings, state: &State, panel: &Panel, moving: Option<Cell>, hands: &Hands) -> Html {
    match &panel.figure {
        Figure::Chips(list) => {
            let hide =
                hides(panel, hands).then(|| Hiding { places: state.reading.masked.clone(), act: hands.act.clone() });
            html! { <Chips s={Words(s)} list={list.clone()} name={panel.name} {hide} /> }
        }
        Figure::Formulas(lit) => formulas(*lit),
        Figure::Table(table) => facts(table, &panel.title),
        Figure::Player { current, n } => {
            let played = match state.exhibit {
                ExhibitId::Generate | ExhibitId::Ngram => Played::Text,
                ExhibitId::Word2vec => Played::Training,
                _ => Played::Page,
            };
            html! { <Player s={Words(s)} {played} title={panel.title.clone()} current={*current} n={*n} act={hands.act.clone()} /> }
        }
        Figure::Meter(meter) => html! {
            <div class="meter"><div class="track"><div style={format!("width:{}%", meter.share * 100.0)}></div></div><p>{ &meter.text }</p></div>
        },
        Figure::Strip(tiles) => strip(tiles, &panel.title, &hands.act),
        Figure::Multiples(list) => multiples(state, list, hands),
        Figure::Grid(grid) => {
            html! { <GridView figure={(**grid).clone()} palette={Rc::clone(&hands.palette)} act={hands.act.clone()} /> }
        }
        Figure::Lines(lines) => {
            html! { <LineView figure={(**lines).clone()} name={panel.name} palette={Rc::clone(&hands.palette)} choose={hands.choose_row()} /> }
        }
        Figure::Curve(figure) => {
            html! { <CurveView figure={figure.clone()} name={panel.name} palette={Rc::clone(&hands.palette)} /> }
        }
        Figure::Map(figure) => {
            html! {
                <MapView s={Words(s)} figure={figure.clone()} name={panel.name} palette={Rc::clone(&hands.palette)} part={state.word2vec.map} act={hands.act.clone()} />
            }
        }
        Figure::Bars(figure) => {
            html! { <BarsView figure={figure.clone()} name={panel.name} palette={Rc::clone(&hands.palette)} /> }
        }
        Figure::Aligned(figure) => html! { <AlignedView figure={figure.clone()} /> },
        Figure::Cuts(figure) => html! { <CutsView figure={figure.clone()} /> },
        Figure::Diagram(figure) => {
            html! { <DiagramView figure={(**figure).clone()} name={panel.name} palette={Rc::clone(&hands.palette)} /> }
        }
        Figure::Shaded(figure) => shaded(figure, panel.name, &hands.palette, &hands.choose_row().reform(Some)),
        Figure::Heatmap(heat)
            if state.table && heat.n_rows() <= table::MAX_TOKENS && heat.n_cols() <= table::MAX_TOKENS =>
        {
            table(heat)
        }
        Figure::Heatmap(heat) => {
            let of = panel.stage;
            let place = move |cell: Cell| (Some(cell.stage) == of).then_some((cell.row, cell.col));
            let cell =
                move |place: Option<(usize, usize)>| place.zip(of).map(|((row, col), stage)| Cell { stage, row, col });
            let shape = (heat.n_rows(), heat.n_cols());
            let paint = (panel.is_painted && state.brush != Brush::Look)
                .then(|| hands.act.reform(move |stroke| Action::Paint { shape, stroke }));
            let is_shared = panel.stage.is_some_and(Computed::is_query_by_key);
            let (part, show) = hands.zoom.clone();
            let zoom = is_shared.then_some(Zoom { part, show, has_map: panel.slot != Slot::Side });
            html! {
            <Heat s={Words(s)} {paint} {zoom} figure={(**heat).clone()} name={panel.name} palette={Rc::clone(&hands.palette)} part_of_window={panel.slot.part_of_window()} cell={hands.cell.and_then(place)}
                moving={moving.and_then(place)} is_still={of.is_none()} choose={hands.act.reform(move |place| Action::Choose(cell(place)))}
                hover={hands.hover.reform(cell)} open={hands.open.clone()} />
            }
        }
    }
}

/// Whether the tokens are those of a model that can be asked to guess them.
fn hides(panel: &Panel, hands: &Hands) -> bool {
    panel.name == "tokens" && hands.card.as_ref().is_some_and(|card| card.has_mask && !card.is_causal)
}

fn multiples(state: &State, list: &[Multiple], hands: &Hands) -> Html {
    let one = |(place, multiple): (usize, &Multiple)| {
        let Multiple { layer, head, .. } = *multiple;
        let shown = if state.exhibit == ExhibitId::Ladder { state.rung as usize } else { state.head };
        let is_shown = head == shown && layer.is_none_or(|layer| layer == state.layer);
        let show = move |_| layer.map_or(Action::ShowHead(head), |layer| Action::ShowHeadOf { layer, head });
        html! {
            <button key={place} type="button" class="multiple" aria-pressed={is_shown.to_string()} onclick={hands.act.reform(show)}>
                <Thumb figure={multiple.figure.clone()} palette={Rc::clone(&hands.palette)} />
                <span>{ &multiple.caption }</span>
            </button>
        }
    };
    html! { <div class="multiples">{ for list.iter().enumerate().map(one) }</div> }
}

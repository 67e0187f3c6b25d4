//! The stage: an exhibit's panels in their places, and the inspector of the cell that is pointed at or chosen.

use super::aligned::AlignedView;
use super::bars::BarsView;
use super::chips::{Chips, Hiding};
use super::code::CodeView;
use super::controls::control;
use super::curve::CurveView;
use super::cuts::CutsView;
use super::diagram::DiagramView;
use super::facts::facts;
use super::formulas::formulas;
use super::grid::GridView;
use super::heatmap::{Heat, Zoom};
use super::help::Words;
use super::inspector::Inspector;
use super::lines::LineView;
use super::lit::use_lit;
use super::map::MapView;
use super::player::{Played, Player};
use super::save;
use super::shaded::shaded;
use super::strip::strip;
use super::table::{self, table};
use super::thumb::Thumb;
use super::timing::Timing;
use super::turns::use_turns;
use super::zoom::use_zoom;
use heedmap::chart::{Block, Figure, Multiple, Palette};
use heedmap::engine::{Answer, Card};
use heedmap::exhibit::{self, Control, ElmoControl, Format, Panel, Slot};
use heedmap::i18n::{Strings, strings};
use heedmap::model::Stage as Computed;
use heedmap::repr::elmo::Trained;
use heedmap::state::{Action, Brush, Cell, ExhibitId, State, Word2vecAction};
use std::rc::Rc;
use yew::prelude::*;

/// The stage.
#[component]
pub(crate) fn Stage(props: &StageProps) -> Html {
    let StageProps { state, answer, panels, one_by_one, palette, act } = props.clone();
    let turns = use_turns(&panels, one_by_one);
    let s = strings(state.language);
    let hovered = use_state_eq(|| None::<Cell>);
    // Whoever chooses a cell sees where it comes from, until it is folded away.
    let is_open = use_state_eq(|| true);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(!*is_open))
    };
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(true))
    };
    let zoom = use_zoom(state.zoom, &act);
    let inspect = exhibit::by_id(state.exhibit).inspect;
    let told = |cell: Option<Cell>| cell.and_then(|cell| inspect(&state, &answer, cell));
    let shown = told(*hovered).or_else(|| told(state.cell));
    let spoken = state.cell.and_then(|cell| inspect(&state, &answer, cell)).map(|inspection| inspection.spoken);
    let follow = act.reform(|(cell, layer)| Action::Follow { cell, layer });
    let hands = Hands {
        cell: state.cell,
        moving: *hovered,
        hover: Callback::from(move |cell| hovered.set(cell)),
        open,
        zoom,
        save: {
            let (panels, palette) = (Rc::clone(&panels), Rc::clone(&palette));
            Callback::from(move |(name, format)| {
                panels.iter().filter(|panel| panel.name == name).for_each(|panel| save::save(panel, format, &palette));
            })
        },
        palette,
        card: answer.read.as_ref().map(|read| read.card.clone()),
        elmo: answer.elmo.as_ref().map(|elmo| elmo.model),
        act,
    };
    let close = hands.act.reform(|()| Action::Choose(None));
    let slot = |slot: Slot, class: &'static str| {
        let mut inside = turns.panels().filter(|panel| panel.slot == slot).peekable();
        inside.peek().is_some().then(|| {
            html! { <div class={class}>{ for inside.map(|panel| draw(s, &state, panel, &hands)) }</div> }
        })
    };
    let stage = use_node_ref();
    let has_tokens = panels.iter().any(|panel| matches!(panel.figure, Figure::Aligned(_)));
    use_lit(&stage, has_tokens, Rc::as_ptr(&panels).addr());
    let has_cells = panels.iter().any(|panel| panel.stage.is_some());
    html! {
        <div class={classes!("stage", has_cells.then_some("with-inspector"))} ref={stage}>
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
    pub(crate) panels: Rc<Vec<Panel>>,
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

/// What the figures can do.
struct Hands {
    cell: Option<Cell>,
    moving: Option<Cell>,
    hover: Callback<Option<Cell>>,
    open: Callback<()>,
    /// The part of large matrices that is seen, and how to see another one.
    zoom: (Option<Block>, Callback<Option<Block>>),
    palette: Rc<Palette>,
    /// What the pretrained model is, if one reads.
    card: Option<Card>,
    /// Which ELMo reads, if one does.
    elmo: Option<Trained>,
    act: Callback<Action>,
    save: Callback<(&'static str, Format)>,
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

fn draw(s: &'static Strings, state: &State, panel: &Panel, hands: &Hands) -> Html {
    let title = format!("{}-title", panel.name);
    let played = match state.exhibit {
        ExhibitId::Ngram => Played::Place,
        ExhibitId::Word2vec => Played::Pair,
        _ => Played::Word,
    };
    html! {
        <section key={panel.name} class={classes!("panel", panel.name)} aria-labelledby={title.clone()}>
            <div class="panel-head">
                <h2 id={title}>{ &panel.title }{ panel.tag.as_ref().map(|tag| html! { <span class="tag">{ tag }</span> }) }</h2>
                { save::menu(s, panel, &hands.save) }
            </div>
            <>{ for panel.controls.iter().map(|&one| set(one, s, state, hands)) }</>
            if let Some((current, n)) = panel.steps {
                <Player s={Words(s)} {played} title={panel.title.clone()} {current} {n} act={hands.act.clone()} />
            }
            if !panel.note.is_empty() { <p class="note">{ &panel.note }</p> }
            { figure(s, state, panel, hands) }
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

fn figure(s: &'static Strings, state: &State, panel: &Panel, hands: &Hands) -> Html {
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
            let choose = hands.act.reform(|word| Action::Embed(Word2vecAction::Near(word)));
            html! { <MapView s={Words(s)} figure={figure.clone()} name={panel.name} palette={Rc::clone(&hands.palette)} {choose} /> }
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
                moving={hands.moving.and_then(place)} choose={hands.act.reform(move |place| Action::Choose(cell(place)))}
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

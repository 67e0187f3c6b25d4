//! The stages of a computation in a row: one is shown, and the arrow keys walk from one to the next.

use super::browser;
use super::inspector::hue;
use heedmap::chart::{Figure, Tile};
use heedmap::exhibit::Panel;
use heedmap::state::Action;
use std::rc::Rc;
use yew::prelude::*;

/// Draws the row: one stop for Tab, arrows inside.
pub(crate) fn strip(tiles: &[Tile], label: &str, act: &Callback<Action>) -> Html {
    let one = |tile: &Tile| {
        let name = tile.name;
        let choose = act.reform(move |_| show(name));
        html! {
            <button key={name} id={format!("stage-{name}")} type="button" role="radio" onclick={choose}
                class={classes!("tile", hue(tile.role), tile.is_minor.then_some("minor"))}
                aria-checked={tile.is_current.to_string()} tabindex={if tile.is_current { "0" } else { "-1" }}>
                { &tile.label }
            </button>
        }
    };
    let onkeydown = {
        let (tiles, act) = (tiles.to_vec(), act.clone());
        move |event: KeyboardEvent| {
            let forward = match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => false,
                "ArrowRight" | "ArrowDown" => true,
                _ => return,
            };
            event.prevent_default();
            if let Some(name) = next(&tiles, forward) {
                act.emit(show(name));
                browser::focus_element(browser::document().get_element_by_id(&format!("stage-{name}")));
            }
        }
    };
    html! { <div class="strip" role="radiogroup" aria-label={label.to_owned()} {onkeydown}>{ for tiles.iter().map(one) }</div> }
}

/// Shows the stage before or after the one that is shown, if the page walks through stages.
pub(crate) fn beside(panels: &[Rc<Panel>], forward: bool) -> Option<Action> {
    let tiles =
        panels.iter().find_map(|panel| if let Figure::Strip(tiles) = &panel.figure { Some(tiles) } else { None })?;
    next(tiles, forward).map(show)
}

fn show(name: &str) -> Action {
    Action::ShowStage(name.parse().unwrap_or_default())
}

fn next(tiles: &[Tile], forward: bool) -> Option<&'static str> {
    let current = tiles.iter().position(|tile| tile.is_current)?;
    let index = if forward { current + 1 } else { current.checked_sub(1)? };
    tiles.get(index).map(|tile| tile.name)
}

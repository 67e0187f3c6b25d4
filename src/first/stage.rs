//! The first panels, and what is painted in them.

use super::markup::{escape, fold, tick};
use super::{looks, pixels, sheet};
use heedmap::chart::{self, Figure, Heatmap, Layout, Palette, TOUCHABLE_CELL, Tile, equations, heatmap};
use heedmap::exhibit::{Format, Panel, Slot};
use heedmap::i18n::Strings;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlCanvasElement, HtmlElement};

/// Where panels stand, as far as there are some yet: those below come with the application.
const SLOTS: [(Slot, &str); 3] = [(Slot::Top, "above"), (Slot::Main, "main"), (Slot::Side, "side")];

/// The stage, with room for what is painted.
pub(crate) fn stage(s: &Strings, panels: &[Panel]) -> String {
    let slot = |(slot, class): (Slot, &str)| {
        let inside = panels.iter().filter(|panel| panel.slot == slot).map(|one| panel(s, one));
        format!("<div class=\"{class}\">{}</div>", inside.collect::<String>())
    };
    format!("<div class=\"stage with-inspector\">{}<div class=\"beside\"></div></div>", SLOTS.map(slot).concat())
}

fn panel(s: &Strings, panel: &Panel) -> String {
    let tag = panel.tag.as_ref().map_or(String::new(), |tag| format!("<span class=\"tag\">{}</span>", escape(tag)));
    let save = if Format::of(panel).is_empty() { String::new() } else { fold("save", s.saving.save) };
    let paragraph = |class: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<p class=\"{class}\">{}</p>", escape(text)),
    };
    format!(
        "<section class=\"panel {}\"><div class=\"panel-head\"><h2>{}{tag}</h2>{save}</div>{}{}{}{}</section>",
        panel.name,
        escape(&panel.title),
        if panel.name == "mask" { tick("check switch", s.causal_switch) } else { String::new() },
        paragraph("note", &panel.note),
        figure(&panel.figure),
        paragraph("shape", panel.shape.as_deref().unwrap_or_default())
    )
}

fn figure(figure: &Figure) -> String {
    match figure {
        Figure::Strip(tiles) => {
            format!("<div class=\"strip\" inert>{}</div>", tiles.iter().map(tile).collect::<String>())
        }
        Figure::Formulas(lit) => equations(*lit),
        Figure::Heatmap(heat) => format!(
            "<div class=\"heat\"><div class=\"scroll\"><div class=\"sheet\" role=\"img\" aria-label=\"{}\">\
             <canvas class=\"cells\"></canvas><canvas class=\"axes\"></canvas></div></div></div>",
            escape(&heat.summary)
        ),
        Figure::Multiples(list) => {
            let one = |(index, caption): (usize, &str)| {
                format!(
                    "<button type=\"button\" class=\"multiple\" aria-pressed=\"{}\">\
                     <canvas class=\"cells thumb\"></canvas><span>{}</span></button>",
                    index == 0,
                    escape(caption)
                )
            };
            let all = list.iter().map(|multiple| multiple.caption.as_str()).enumerate().map(one);
            format!("<div class=\"multiples\" inert>{}</div>", all.collect::<String>())
        }
        _ => String::new(), // the first picture has no others
    }
}

fn tile(tile: &Tile) -> String {
    format!(
        "<button type=\"button\" class=\"tile {}{}\" aria-checked=\"{}\">{}</button>",
        tile.role.class(),
        if tile.is_minor { " minor" } else { "" },
        tile.is_current,
        escape(&tile.label)
    )
}

/// Paints the panels' figures where the page has left room for them.
pub(crate) fn paint(page: &HtmlElement, panels: &[Panel], palette: &Palette) -> Result<(), JsValue> {
    for panel in panels {
        let Some(place) = page.query_selector(&format!(".panel.{}", panel.name))? else { continue };
        match &panel.figure {
            Figure::Heatmap(heat) => paint_heat(&place, heat, panel.slot, palette)?,
            Figure::Multiples(list) => {
                let canvases = place.query_selector_all("canvas")?;
                for (index, multiple) in (0..).zip(list) {
                    let canvas = canvases.item(index).and_then(|canvas| canvas.dyn_into().ok()).ok_or("no canvas")?;
                    paint_cells(&canvas, &multiple.figure, palette)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn paint_cells(canvas: &HtmlCanvasElement, figure: &Heatmap, palette: &Palette) -> Result<(), JsValue> {
    pixels::put(canvas, (figure.n_cols(), figure.n_rows()), &heatmap::rgba(figure, palette))
}

/// Cells, and over them what stands around them.
fn paint_heat(panel: &Element, figure: &Heatmap, slot: Slot, palette: &Palette) -> Result<(), JsValue> {
    let frame: HtmlElement = find(panel, ".heat")?;
    let height = looks::window().inner_height()?.as_f64().unwrap_or(800.0) * slot.part_of_window();
    let floor = if looks::is_touched() { TOUCHABLE_CELL } else { 0.0 };
    let layout = Layout::new(figure, frame.client_width().into(), height, looks::font_size(&frame), floor);
    let (plot, size) = (layout.plot, format!("width:{}px;height:{}px", layout.width, layout.height));
    find::<Element>(panel, ".sheet")?.set_attribute("style", &size)?;
    let (cells, axes): (HtmlCanvasElement, HtmlCanvasElement) = (find(panel, ".cells")?, find(panel, ".axes")?);
    let place = format!("left:{}px;top:{}px;width:{}px;height:{}px", plot.x, plot.y, plot.w, plot.h);
    cells.set_attribute("style", &place)?;
    axes.set_attribute("style", &size)?;
    paint_cells(&cells, figure, palette)?;
    sheet::draw_on(axes, (layout.width, layout.height), |area, density| {
        chart::draw(area, figure, &layout, palette, density)
    })
}

fn find<T: JsCast>(inside: &Element, css: &str) -> Result<T, JsValue> {
    Ok(inside.query_selector(css)?.ok_or_else(|| JsValue::from(css))?.dyn_into().map_err(|_| css)?)
}

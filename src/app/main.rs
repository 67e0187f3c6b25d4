//! The page: yew around the pure core. Every file here is a part of the screen or a service of the browser.

mod address;
mod aligned;
mod api;
mod bars;
mod bring;
mod browser;
mod brushes;
mod canvas;
mod chips;
mod code;
mod controls;
mod curve;
mod cuts;
mod diagram;
mod dropping;
mod export;
mod facts;
mod fields;
mod formulas;
mod grid;
mod growing;
mod heatmap;
mod help;
mod inspector;
mod keys;
mod kv_text;
mod lines;
mod link;
mod lit;
mod messages;
mod models;
mod neighbours;
mod opening;
mod page;
mod painting;
mod player;
mod rail;
mod reading;
mod result;
mod ring;
mod rules;
mod sampling;
mod save;
mod shaded;
mod size;
mod stage;
mod strip;
mod table;
mod texts;
mod tokenizer_menus;
mod top_bar;
mod words;

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<page::Page>::new().render();
}

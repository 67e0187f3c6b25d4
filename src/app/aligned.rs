//! Characters, their bytes and tokens across them, in lines as long as there is room.

use super::growing::use_growing;
use super::neighbours::step_in_rows;
use super::size::use_size;
use super::turns::use_turn;
use heedmap::chart::{Aligned, Span, palette::N_TOKEN_COLOURS};
use std::ops::Range;
use yew::prelude::*;

/// Width of the names before the rows, in ems of the text around.
const NAME: f64 = 8.0;
/// Narrower than this, in ems, names stand above their rows.
const NARROW: f64 = 40.0;

/// As many lines as are drawn at a time.
const PART: usize = 4;

/// The lines.
#[component]
pub(crate) fn AlignedView(props: &AlignedProps) -> Html {
    let frame = use_node_ref();
    let (width, font) = use_size(&frame);
    let is_narrow = width < NARROW * font;
    let room = width / font - if is_narrow { 0.0 } else { NAME };
    let lines = if width > 0.0 { props.figure.lines((room / Aligned::BYTE) as usize) } else { vec![] };
    let (n, end) = use_growing(&props.figure, lines.len(), PART);
    html! {
        <div class={classes!("aligned", is_narrow.then_some("narrow"))} ref={frame} onkeydown={|event: KeyboardEvent| step_in_rows(&event)}>
            <>{ for lines.iter().take(n).enumerate().map(|(index, line)| html! {
                <Line key={index} figure={props.figure.clone()} line={line.clone()} waits={lines.len() > PART} />
            }) }</>
            if n < lines.len() {
                <p class="more" ref={end}>{ format!("+{}", lines.len() - n) }</p>
            }
        </div>
    }
}

/// A line, which of a long text has its turn.
#[component]
fn Line(LineProps { figure, line, waits }: &LineProps) -> Html {
    let (figure, line) = &use_turn(&(figure.clone(), line.clone()), *waits);
    let columns = format!("grid-template-columns:repeat({},{}em)", line.len(), Aligned::BYTE);
    let bytes = (line.clone()).zip(&figure.bytes[line.clone()]).map(|(at, byte)| {
        let span = Span { range: at..at + 1, text: format!("{byte:02X}"), id: 0 };
        cell(&span, line, "byte")
    });
    let spans = |spans: &[Span], is_token: bool| {
        let class = |span: &Span| match is_token {
            true => format!("token token-{}", span.id as usize % N_TOKEN_COLOURS),
            false => "character".to_owned(),
        };
        Aligned::inside(spans, line).map(|span| cell(span, line, &class(span))).collect::<Html>()
    };
    let row = |name: &str, cells: Html| {
        html! { <div class="aligned-row"><span>{ name }</span><div style={columns.clone()}>{ cells }</div></div> }
    };
    html! {
        <div class="aligned-line">
            { row(&figure.names[0], spans(&figure.characters, false)) }
            { row(&figure.names[1], bytes.collect()) }
            <>{ for figure.rows.iter().map(|one| row(&one.name, spans(&one.spans, true))) }</>
        </div>
    }
}

/// A cell over its bytes of the line; what goes on from the line before, or into the next, is open on that side.
fn cell(span: &Span, line: &Range<usize>, class: &str) -> Html {
    let (start, end) = (span.range.start.max(line.start), span.range.end.min(line.end));
    let place = format!("grid-column:{} / {}", start - line.start + 1, end - line.start + 1);
    let open = [(start > span.range.start).then_some("from-before"), (end < span.range.end).then_some("goes-on")];
    // The first character is where keys come in.
    let tab = if span.range.start == 0 && class == "character" { "0" } else { "-1" };
    html! {
        <bdi class={classes!(class.to_owned(), open[0], open[1])} style={place} title={span.text.clone()} tabindex={tab}
            data-start={span.range.start.to_string()} data-end={span.range.end.to_string()}>{ &span.text }</bdi>
    }
}

/// What the lines need.
#[derive(PartialEq, Properties)]
pub(crate) struct AlignedProps {
    pub(crate) figure: Aligned,
}

/// What a line needs.
#[derive(PartialEq, Properties)]
struct LineProps {
    figure: Aligned,
    line: Range<usize>,
    /// Whether there are many lines.
    waits: bool,
}

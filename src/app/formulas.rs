//! Equations (1) and (2) of the notes in MathML, which every browser draws by itself. Q, K and V have the colours of
//! their axes.

use yew::prelude::*;

/// Draws both.
pub(crate) fn formulas() -> Html {
    html! { <div class="equations">{ attention() }{ multi_head() }</div> }
}

/// attention(Q, K, V) = softmax(QKᵀ / √d_k) V
fn attention() -> Html {
    html! {
        <math display="block">
            <mi>{ "attention" }</mi>{ of_three(q(), k(), v()) }
            <mo>{ "=" }</mo>
            <mi>{ "softmax" }</mi>
            <mrow><mo>{ "(" }</mo>
                <mfrac>
                    <mrow>{ q() }<msup>{ k() }<mi>{ "T" }</mi></msup></mrow>
                    <msqrt><msub><mi>{ "d" }</mi><mi>{ "k" }</mi></msub></msqrt>
                </mfrac>
            <mo>{ ")" }</mo></mrow>{ v() }
            <mspace width="1em" /><mtext>{ "(1)" }</mtext>
        </math>
    }
}

/// MultiHead(Q, K, V) = Concat(head₁, …, head_h) W^O, where headᵢ = attention(Q Wᵢ^Q, K Wᵢ^K, V Wᵢ^V)
fn multi_head() -> Html {
    let head = |index: &'static str| html! { <msub><mi>{ "head" }</mi><mi>{ index }</mi></msub> };
    let w = |of: &'static str| html! { <msubsup><mi>{ "W" }</mi><mi>{ "i" }</mi><mi>{ of }</mi></msubsup> };
    html! {
        <>
        <math display="block">
            <mi>{ "MultiHead" }</mi>{ of_three(q(), k(), v()) }
            <mo>{ "=" }</mo>
            <mi>{ "Concat" }</mi>{ of_three(head("1"), html! { <mo>{ "…" }</mo> }, head("h")) }
            <msup><mi>{ "W" }</mi><mi>{ "O" }</mi></msup>
            <mspace width="1em" /><mtext>{ "(2)" }</mtext>
        </math>
        <math display="block">
            { head("i") }<mo>{ "=" }</mo><mi>{ "attention" }</mi>
            { of_three(html! { <>{ q() }{ w("Q") }</> }, html! { <>{ k() }{ w("K") }</> }, html! { <>{ v() }{ w("V") }</> }) }
        </math>
        </>
    }
}

/// (a, b, c), with brackets that do not grow with what stands elsewhere in the line.
fn of_three(a: Html, b: Html, c: Html) -> Html {
    let sign = |sign: &'static str| html! { <mo stretchy="false">{ sign }</mo> };
    html! { <mrow>{ sign("(") }{ a }{ sign(",") }{ b }{ sign(",") }{ c }{ sign(")") }</mrow> }
}

fn q() -> Html {
    html! { <mi class="query">{ "Q" }</mi> }
}

fn k() -> Html {
    html! { <mi class="key">{ "K" }</mi> }
}

fn v() -> Html {
    html! { <mi class="value">{ "V" }</mi> }
}

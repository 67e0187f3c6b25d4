//! Where Q, K and V come from, and equations (1) and (2) of the notes, in MathML, which every browser draws by itself. Q, K and V have the colours of
//! their axes.

use heedmap::chart::Lit;
use yew::prelude::*;

/// Draws them. The part that is being looked at is lit; the style sheet knows how.
pub(crate) fn formulas(lit: Option<Lit>) -> Html {
    html! { <div class={classes!("equations", lit.map(class))}>{ projected() }{ attention() }{ multi_head() }</div> }
}

/// The class under which the style sheet lights a part: the part itself wears it with `lit-` left out.
fn class(lit: Lit) -> &'static str {
    match lit {
        Lit::X => "lit-x",
        Lit::Q => "lit-q",
        Lit::K => "lit-k",
        Lit::V => "lit-v",
        Lit::Qk => "lit-qk",
        Lit::Scale => "lit-scale",
        Lit::Mask => "lit-mask",
        Lit::Softmax => "lit-softmax",
        Lit::Weighted => "lit-weighted",
        Lit::Concat => "lit-concat",
        Lit::Output => "lit-output",
    }
}

/// Q = X W^Q, K = X W^K, V = X W^V: the notes' `attention(X, X, X)`, each with its own parameters.
fn projected() -> Html {
    let made = |name: Html, of: &'static str| {
        html! {
            <>{ name }<mo>{ "=" }</mo><mi class="part x">{ "X" }</mi><msup><mi>{ "W" }</mi><mi>{ of }</mi></msup></>
        }
    };
    html! {
        <math display="block">
            { made(q(), "Q") }<mo>{ "," }</mo><mspace width="0.5em" />
            { made(k(), "K") }<mo>{ "," }</mo><mspace width="0.5em" />
            { made(v(), "V") }
        </math>
    }
}

/// attention(Q, K, V) = softmax(QKᵀ / √d_k + M) V, M being the mask of the notes' chapter 4.
fn attention() -> Html {
    html! {
        <math display="block">
            <mi>{ "attention" }</mi>{ of_three(q(), k(), v()) }
            <mo>{ "=" }</mo>
            <mi class="part softmax">{ "softmax" }</mi>
            <mrow><mo>{ "(" }</mo>
                <mfrac>
                    <mrow class="part qk">{ q() }<msup>{ k() }<mi>{ "T" }</mi></msup></mrow>
                    <msqrt class="part scale"><msub><mi>{ "d" }</mi><mi>{ "k" }</mi></msub></msqrt>
                </mfrac>
                <mrow class="part mask"><mo>{ "+" }</mo><mi>{ "M" }</mi></mrow>
            <mo>{ ")" }</mo></mrow><mrow class="part weighted">{ v() }</mrow>
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
            <mrow class="part concat"><mi>{ "Concat" }</mi>{ of_three(head("1"), html! { <mo>{ "…" }</mo> }, head("h")) }</mrow>
            <msup class="part output"><mi>{ "W" }</mi><mi>{ "O" }</mi></msup>
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
    html! { <mi class="query part q">{ "Q" }</mi> }
}

fn k() -> Html {
    html! { <mi class="key part k">{ "K" }</mi> }
}

fn v() -> Html {
    html! { <mi class="value part v">{ "V" }</mi> }
}

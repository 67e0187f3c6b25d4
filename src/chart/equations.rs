//! Where Q, K and V come from, and equations (1) and (2) of the notes, in MathML, which every browser draws by itself.
//! Q, K and V have the colours of their axes.

use super::Lit;

const Q: &str = "<mi class=\"query part q\">Q</mi>";
const K: &str = "<mi class=\"key part k\">K</mi>";
const V: &str = "<mi class=\"value part v\">V</mi>";

/// The equations as HTML. The part that is being looked at is lit; the style sheet knows how.
#[must_use]
pub fn equations(lit: Option<Lit>) -> String {
    let (lit, all) = (lit.map_or("", class), [projected(), attention(), multi_head(), head()]);
    let lines = all.map(|line| format!("<math display=\"block\">{line}</math>")).concat();
    format!("<div class=\"equations {lit}\">{lines}</div>")
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
fn projected() -> String {
    let made = |(name, of): (&str, &str)| {
        format!("{name}<mo>=</mo><mi class=\"part x\">X</mi><msup><mi>W</mi><mi>{of}</mi></msup>")
    };
    [(Q, "Q"), (K, "K"), (V, "V")].map(made).join("<mo>,</mo><mspace width=\"0.5em\"></mspace>")
}

/// attention(Q, K, V) = softmax(QKᵀ / √d_k + M) V, M being the mask of the notes' chapter 4.
fn attention() -> String {
    let of = of_three(Q, K, V);
    format!(
        "<mi>attention</mi>{of}<mo>=</mo><mi class=\"part softmax\">softmax</mi>\
         <mrow><mo>(</mo><mfrac>\
         <mrow class=\"part qk\">{Q}<msup>{K}<mi>T</mi></msup></mrow>\
         <msqrt class=\"part scale\"><msub><mi>d</mi><mi>k</mi></msub></msqrt>\
         </mfrac><mrow class=\"part mask\"><mo>+</mo><mi>M</mi></mrow><mo>)</mo></mrow>\
         <mrow class=\"part weighted\">{V}</mrow><mspace width=\"1em\"></mspace><mtext>(1)</mtext>"
    )
}

/// MultiHead(Q, K, V) = Concat(head₁, …, head_h) W^O
fn multi_head() -> String {
    let (of, heads) = (of_three(Q, K, V), of_three(&numbered("1"), "<mo>…</mo>", &numbered("h")));
    format!(
        "<mi>MultiHead</mi>{of}<mo>=</mo><mrow class=\"part concat\"><mi>Concat</mi>{heads}</mrow>\
         <msup class=\"part output\"><mi>W</mi><mi>O</mi></msup><mspace width=\"1em\"></mspace><mtext>(2)</mtext>"
    )
}

/// headᵢ = attention(Q Wᵢ^Q, K Wᵢ^K, V Wᵢ^V)
fn head() -> String {
    let own = |name: &str, of: &str| format!("{name}<msubsup><mi>W</mi><mi>i</mi><mi>{of}</mi></msubsup>");
    let of = of_three(&own(Q, "Q"), &own(K, "K"), &own(V, "V"));
    format!("{}<mo>=</mo><mi>attention</mi>{of}", numbered("i"))
}

fn numbered(index: &str) -> String {
    format!("<msub><mi>head</mi><mi>{index}</mi></msub>")
}

/// (a, b, c), with brackets that do not grow with what stands elsewhere in the line.
fn of_three(a: &str, b: &str, c: &str) -> String {
    let sign = |sign: &str| format!("<mo stretchy=\"false\">{sign}</mo>");
    format!("<mrow>{}{a}{}{b}{}{c}{}</mrow>", sign("("), sign(","), sign(","), sign(")"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_closed_where_it_was_opened() {
        let html = equations(Some(Lit::Softmax));
        let mut open = Vec::new();
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None => open.push(tag.split(' ').next().unwrap()),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert!(html.starts_with("<div class=\"equations lit-softmax\">"));
    }
}

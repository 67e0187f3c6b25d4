//! The mask in Python: the causal one as everybody writes it, any other as a table of what is allowed, rule by rule.

use super::code::{Code, block_of_text, literal};
use crate::model::{Mask, Painted, Rule};

/// As many columns of a painted table are written as rows of 0 and 1; a wider one is packed.
const WIDEST: usize = 64;

/// Writes the lines that make `mask`, `[n_query, n_key]`, of `q` and `k`; the comment stands behind the last.
pub(super) fn write(code: &mut Code, mask: &Mask, shape: (usize, usize), comment: &str) {
    let made = match mask.0[..] {
        [] => code.either("np.zeros((len(q), len(k)), np.float32)", "torch.zeros(len(q), len(k))"),
        [Rule::Causal] => code.either(
            "np.triu(np.full((len(q), len(k)), -np.inf, np.float32), 1)",
            "torch.full((len(q), len(k)), -torch.inf).triu(1)",
        ),
        _ => {
            code.line(code.either(
                "query, key = np.indices((len(q), len(k)))",
                r#"query, key = torch.meshgrid(torch.arange(len(q)), torch.arange(len(k)), indexing="ij")"#,
            ));
            for (index, rule) in mask.0.iter().enumerate() {
                let allowed = allowed(code, rule, shape);
                code.line(format!("allowed {} {allowed}", if index > 0 { "&=" } else { "=" }));
            }
            code.either(
                "np.where(allowed, 0, -np.inf).astype(np.float32)",
                "torch.zeros(len(q), len(k)).masked_fill(~allowed, -torch.inf)",
            )
        }
    };
    code.noted(format!("mask = {made}"), comment);
}

/// Where one rule lets `query` see `key`. What takes more than an expression is written ahead.
fn allowed(code: &mut Code, rule: &Rule, shape: (usize, usize)) -> String {
    match rule {
        Rule::Causal => "key <= query".into(),
        Rule::Padding { length } => format!("key < {length}"),
        Rule::Prefix { size } => format!("(key < {size}) | (key <= query)"),
        Rule::Window { size } => format!("abs(query - key) < {size}"),
        Rule::Dilated { size, step } => {
            format!("(abs(query - key) < {}) & ((query - key) % {} == 0)", size * step, (*step).max(1))
        }
        Rule::Block { sizes } => match sizes[..] {
            [] => "query == key".into(),
            [size] => format!("query // {0} == key // {0}", size.max(1)),
            [.., last] => {
                code.line(format!("sizes = {sizes:?} + [{}] * max(len(q), len(k))", last.max(1)));
                code.line(code.either(
                    "document = np.repeat(np.arange(len(sizes)), sizes)",
                    "document = torch.arange(len(sizes)).repeat_interleave(torch.tensor(sizes))",
                ));
                "document[query] == document[key]".into()
            }
        },
        // Outside of its table everything is allowed, so the table is written as large as the scores.
        Rule::Painted(painted) => {
            let whole = Painted::new(shape.0, shape.1, |query, key| painted.allows(query, key));
            let cells = if shape.1 > WIDEST { packed(code, &whole) } else { rows(code, &whole) };
            format!("{}({cells})", code.either("np.array", "torch.tensor"))
        }
    }
}

/// A table as it looks: a row of 0 and 1 for each query.
fn rows(code: &mut Code, painted: &Painted) -> String {
    let (n_query, n_key) = painted.shape();
    code.line("rows = [");
    for query in 0..n_query {
        let row: String = (0..n_key).map(|key| if painted.allows(query, key) { '1' } else { '0' }).collect();
        code.line(format!("    {},", literal(&row)));
    }
    code.line("]");
    r#"[[cell == "1" for cell in row] for row in rows]"#.into()
}

/// A table as links have it: bits, deflated, in base 64.
fn packed(code: &mut Code, painted: &Painted) -> String {
    code.import("base64");
    code.import("zlib");
    let text = painted.to_string();
    let bits = text.splitn(3, '.').last().unwrap_or_default();
    code.line(format!(
        "bits = zlib.decompress(base64.urlsafe_b64decode({}), -15)",
        block_of_text(&format!("{bits}=="))
    ));
    code.line("cells = [bits[i // 8] >> i % 8 & 1 == 1 for i in range(len(q) * len(k))]");
    "[cells[i : i + len(k)] for i in range(0, len(cells), len(k))]".into()
}

//! Tokens alone: their ids, and where they stand in the text.

use super::code::{Code, literal};
use crate::engine::Answer;

/// Ids number the different tokens in the order in which they first appear; places count the bytes of UTF-8. Each token
/// is found behind the one before it: between two there is white space at most.
pub(super) fn write(code: &mut Code, answer: &Answer) {
    code.list("tokens", answer.tokens.texts());
    code.line(format!("text = {}.encode()", literal(answer.tokens.source())));
    code.line("vocabulary = list(dict.fromkeys(tokens))");
    code.line(code.either(
        "ids = np.array([vocabulary.index(token) for token in tokens])",
        "ids = torch.tensor([vocabulary.index(token) for token in tokens])",
    ));
    code.line("spans, end = [], 0");
    code.block("for token in tokens:", |code| {
        code.line("start = text.index(token.encode(), end)");
        code.line("end = start + len(token.encode())");
        code.line("spans.append([start, end])");
    });
    code.line(code.either("spans = np.array(spans)", "spans = torch.tensor(spans)"));
    code.gap();
    code.line("print(len(tokens), len(vocabulary))");
    code.line("print(ids)");
    code.line("print(spans)");
}

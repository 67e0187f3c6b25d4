//! Tokens alone: their ids, and where they stand in the text.

use super::code::{Code, list, literal};
use crate::engine::Answer;
use std::collections::BTreeSet;

/// Ids number the different tokens in the order in which they first appear, unless they came with a vocabulary, which a
/// script need not hold; places count the bytes of UTF-8. Each token
/// is found behind the one before it: between two there is white space at most.
///
/// A token that splits a character has its bytes in hexadecimal for a name, and Python has to know which those are.
pub(super) fn write(code: &mut Code, answer: &Answer) {
    let tokens = &answer.tokens;
    let split = tokens.list().iter().filter(|&&token| tokens.is_split(token));
    let hexadecimal: BTreeSet<&str> = split.map(|&token| tokens.text_of(token)).collect();
    code.list("tokens", tokens.texts());
    if !hexadecimal.is_empty() {
        code.list("hexadecimal", hexadecimal.iter().copied());
    }
    code.line(format!("text = {}.encode()", literal(tokens.source())));
    if tokens.vocabulary().is_some() {
        let ids: Vec<String> = tokens.list().iter().map(|token| token.id.to_string()).collect();
        code.line(format!("ids = {}", list(&ids)));
        code.line("vocabulary = set(ids)");
        code.line(code.either("ids = np.array(ids)", "ids = torch.tensor(ids)"));
    } else {
        code.line("vocabulary = list(dict.fromkeys(tokens))");
        code.line(code.either(
            "ids = np.array([vocabulary.index(token) for token in tokens])",
            "ids = torch.tensor([vocabulary.index(token) for token in tokens])",
        ));
    }
    code.line("spans, end = [], 0");
    code.block("for token in tokens:", |code| {
        code.line(match hexadecimal.is_empty() {
            true => "piece = token.encode()",
            false => "piece = bytes.fromhex(token) if token in hexadecimal else token.encode()",
        });
        code.line("start = text.index(piece, end)");
        code.line("end = start + len(piece)");
        code.line("spans.append([start, end])");
    });
    code.line(code.either("spans = np.array(spans)", "spans = torch.tensor(spans)"));
    code.gap();
    code.line("print(len(tokens), len(vocabulary))");
    code.line("print(ids)");
    code.line("print(spans)");
}

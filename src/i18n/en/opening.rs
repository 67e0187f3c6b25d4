//! English: the names of tokenizers, and those of the reader's own.

use crate::i18n::Opening;
use crate::text::Tokenizer;
use crate::text::tokenizer_json::{Fault, MAX_BYTES, MAX_ENTRIES};

pub(super) const OPENING: Opening = Opening {
    title: "Your tokenizer.json",
    note: "Any Hugging Face tokenizer.json cuts your text here, with its own ids. Choose the file or drop it anywhere on the page; it does not leave your browser.",
    file: "File",
    address: "or its address on this site",
    open: "Open",
    fault: |name, fault| match fault {
        Fault::TooLarge => format!("{name} is too large: at most {} MB can be read.", MAX_BYTES >> 20),
        Fault::EndsEarly => format!("{name} ends in the middle; it may not have been copied whole."),
        Fault::NotJson { line, column } => format!("{name} is no JSON: line {line}, column {column}."),
        Fault::Wrong(part) => format!("{name} is no tokenizer: “{part}” is missing, or is not what it should be."),
        Fault::UnknownModel(kind) => {
            format!("{name} has a model of the kind “{kind}”; known are BPE, WordPiece, Unigram and WordLevel.")
        }
        Fault::TooMany { part, n } => {
            format!("{name} has {n} entries in “{part}”; at most {MAX_ENTRIES} can be read.")
        }
        Fault::Merge { number, token } => {
            format!("{name}: merge {number} needs the token “{token}”, which its vocabulary lacks.")
        }
        Fault::Cycle { number } => {
            format!("{name}: merge {number} joins a token with nothing, so joining would never end.")
        }
        Fault::NoUnknown(token) => {
            format!("{name}: its token for what is unknown, “{token}”, is not in its vocabulary.")
        }
        Fault::Refused(reason) => format!("{name} cannot be used: {reason}"),
    },
    not_loaded: |slug| format!("The tokenizer “{slug}” was in a file that is not open here. Open the file again."),
    elsewhere: |address| {
        format!(
            "“{address}” is not on this site, and the page asks no other. Save the file and open it from your disk."
        )
    },
};

pub(super) fn tokenizer_name(tokenizer: Tokenizer) -> &'static str {
    match tokenizer {
        Tokenizer::Bytes => "Bytes (UTF-8)",
        Tokenizer::Characters => "Characters",
        Tokenizer::Words => "Words (Unicode)",
        Tokenizer::Whitespace => "Words (white space)",
        Tokenizer::Fmm => "Chinese words (forward matching)",
        Tokenizer::Bmm => "Chinese words (backward matching)",
        Tokenizer::Bimm => "Chinese words (bidirectional matching)",
        Tokenizer::JiebaNoHmm => "Chinese words (jieba without HMM)",
        Tokenizer::Jieba => "Chinese words (jieba)",
        Tokenizer::Gpt2 => "Subwords (GPT-2)",
        Tokenizer::BertBaseUncased => "Subwords (BERT, English, uncased)",
        Tokenizer::BertBaseChinese => "Subwords (BERT, Chinese)",
        Tokenizer::Unigram => "Subwords (Unigram, English and Chinese)",
        Tokenizer::Loaded | Tokenizer::Loaded2 | Tokenizer::Loaded3 | Tokenizer::Loaded4 => "tokenizer.json",
    }
}

//! Why a folder is no model, or why its model cannot read a text, in English.

use super::opening;
use crate::engine::{FolderFault, Silence};
use crate::file::safetensors::{IndexError, SafetensorsError};
use crate::i18n::families;
use crate::model::pretrained::{ConfigFault, LoadFault, RunFault};

/// The sentence.
pub(super) fn sentence(name: &str, fault: &FolderFault) -> String {
    let said = match fault {
        FolderFault::NotKept => {
            return format!("This browser keeps no model “{name}”. Open its files or its address once more.");
        }
        FolderFault::Tokenizer(fault) => {
            return (opening::OPENING.fault)(&format!("The tokenizer.json of {name}"), fault);
        }
        FolderFault::Missing { file } => {
            format!("{file} is missing. A model is config.json, tokenizer.json and model.safetensors together")
        }
        FolderFault::Status { file, status: status @ (404 | 410) } => {
            format!("there is no {file} at this address (HTTP {status})")
        }
        FolderFault::Status { file, status } => format!("the server does not give {file} (HTTP {status})"),
        FolderFault::Html { file } => {
            format!("the server sent a web page in place of {file}. The address must be that of the files themselves")
        }
        FolderFault::Pointer { file } => {
            format!("{file} is not the file but Git's note of where it is. “git lfs pull” fetches the file itself")
        }
        FolderFault::NoAnswer { silence: Silence::Offline, .. } => {
            "there is no network. Connect, or open the files from your disk".into()
        }
        FolderFault::NoAnswer { server, silence: Silence::Unreachable } => format!("{server} cannot be reached"),
        FolderFault::NoAnswer { server, silence: Silence::Forbidden } => format!(
            "{server} answers, but does not let this page read its files. It must send them with the header “Access-Control-Allow-Origin: *”; or save the files and open them from your disk"
        ),
        FolderFault::BrokeOff { file, done: 0, total: 0 } => format!("{file} cannot be read"),
        FolderFault::BrokeOff { file, done, total: 0 } => format!("{file} broke off after {done} bytes"),
        FolderFault::BrokeOff { file, done, total } => format!("{file} broke off after {done} of {total} bytes"),
        FolderFault::TooLarge { file, most } => format!("{file} has more than {most} bytes, so it is none"),
        FolderFault::Config(fault) => config(fault),
        FolderFault::Index(error) => format!("model.safetensors.index.json {}", index(error)),
        FolderFault::File { file, error } => format!("{file} {}", safetensors(error)),
        FolderFault::Weights(fault) => weights(fault),
        FolderFault::Vocabulary { n_tokens, vocab_size } => format!(
            "its tokenizer has {n_tokens} tokens, but the model knows only {vocab_size}: they do not belong together"
        ),
        FolderFault::Text(reason) => format!("its tokenizer cannot cut this text: {reason}"),
        FolderFault::Run(fault) => run(fault),
        FolderFault::NoWriter => {
            "it looks in both directions, or was not made to predict, so it can't write a text on. Choose a decoder"
                .into()
        }
        FolderFault::NotNumbers => {
            "none of its scores is a number, so nothing can be chosen; its weights may hold NaN".into()
        }
    };
    format!("{name}: {said}.")
}

fn config(fault: &ConfigFault) -> String {
    match fault {
        ConfigFault::NotJson => "config.json is no JSON object".into(),
        ConfigFault::ModelType { model_type: Some(kind) } => {
            format!("a model of the type “{kind}” cannot be run here. Known are {}", families(", "))
        }
        ConfigFault::ModelType { model_type: None } => {
            format!("config.json has no “model_type”. Known are {}", families(", "))
        }
        ConfigFault::Missing { field } => format!("config.json lacks “{field}”"),
        ConfigFault::Invalid { field, value } => format!("config.json says “{field}” is {value}, which cannot be"),
        ConfigFault::Unsupported { field, value } => {
            format!("config.json asks for “{field}” to be {value}, which is not built here")
        }
        ConfigFault::Indivisible { d_model, n_heads } => {
            format!("config.json wants a width of {d_model} cut into {n_heads} equal heads, which it can't be")
        }
        ConfigFault::Ungroupable { n_heads, n_kv_heads } => {
            format!("config.json wants {n_heads} heads shared out among {n_kv_heads} key heads, which they can't be")
        }
        ConfigFault::TooLarge { n_parameters, bytes, limit } => format!(
            "{n_parameters} parameters × 4 bytes = {bytes} bytes, and a page can hold {limit}. Its weights were not downloaded"
        ),
    }
}

fn index(error: &IndexError) -> String {
    match error {
        IndexError::Malformed => "is no JSON with a “weight_map”".into(),
        IndexError::Empty => "names no file".into(),
        IndexError::Elsewhere { file } => format!("names “{file}”, which is not in the same folder"),
    }
}

fn safetensors(error: &SafetensorsError) -> String {
    match error {
        SafetensorsError::HeaderTooLarge { claimed } => {
            format!("claims a header of {claimed} bytes, which no safetensors file has")
        }
        SafetensorsError::Header => "has no header that can be read".into(),
        SafetensorsError::Entry { tensor } => format!("does not say type, shape and place of the tensor “{tensor}”"),
        SafetensorsError::Dtype { tensor, dtype } => {
            format!("has numbers of the type {dtype} in “{tensor}”; F32, F16 and BF16 can be read")
        }
        SafetensorsError::Size { tensor, expected: Some(expected), found } => {
            format!("has {found} bytes for “{tensor}”, whose shape needs {expected}")
        }
        SafetensorsError::Size { tensor, expected: None, .. } => {
            format!("has a shape for “{tensor}” that is larger than can be counted")
        }
        SafetensorsError::Offsets { tensor } => {
            format!("puts “{tensor}” where another tensor is, or leaves a gap before it")
        }
        SafetensorsError::Truncated { tensor: Some(tensor), expected, found } => {
            format!("ends in the middle of “{tensor}”, after {found} of {expected} bytes")
        }
        SafetensorsError::Truncated { tensor: None, expected, found } => {
            format!("ends in its header, after {found} of {expected} bytes")
        }
        SafetensorsError::Trailing { expected } => format!("goes on after its {expected} bytes"),
        SafetensorsError::Memory { tensor } => format!("has a tensor “{tensor}” for which there is no memory"),
    }
}

fn weights(fault: &LoadFault) -> String {
    match fault {
        LoadFault::Missing { tensor } => format!("the tensor “{tensor}” is in none of its files"),
        LoadFault::Shape { tensor, expected, found } => {
            format!("the tensor “{tensor}” has the shape {found:?}, and by config.json it should be {expected:?}")
        }
        LoadFault::NotFinite { tensor, index } => {
            format!("number {index} of the tensor “{tensor}” is NaN or infinite")
        }
    }
}

fn run(fault: &RunFault) -> String {
    match fault {
        RunFault::Empty => "there is no token to read".into(),
        RunFault::Token { id, vocab_size } => {
            format!(
                "its tokenizer makes the token {id}, and the model knows only those from 0 to {}",
                vocab_size.saturating_sub(1)
            )
        }
        RunFault::Segments { n_segments } => format!("it tells {n_segments} segments apart, and the text has others"),
        RunFault::TooLong { n_tokens, most } => {
            format!("the text has {n_tokens} tokens, and the model has positions for {most}. Shorten the text")
        }
    }
}

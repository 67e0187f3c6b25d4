//! What is wrong with a part of a link or of a program's options, in English.

use crate::state::{FieldError, MAX_TEXT, Problem};

use crate::text::segment::{MAX_EDITS, MAX_WORD};

/// The sentence.
pub(super) fn sentence(FieldError { name, problem }: &FieldError) -> String {
    match problem {
        Problem::Unknown(names) => format!("There is no setting “{name}”. The settings are {}.", names.join(", ")),
        Problem::NotOneOf(values) => format!("“{name}” must be one of {}.", values.join(", ")),
        Problem::NotWithin(low, high) => format!("“{name}” must be a whole number from {low} to {high}."),
        Problem::NotFlag => format!("“{name}” must be true or false."),
        Problem::NotProbability => format!("“{name}” must be a number from 0 to below 1."),
        Problem::NotCell => {
            format!("“{name}” must be row and column, such as 3,5, or stage, row and column, such as scores,3,5.")
        }
        Problem::NotPart => {
            format!("“{name}” must be the first row and column of a part and how many of each, such as 0,0,64,64.")
        }
        Problem::NotSight => format!(
            "“{name}” must be what is in the middle, from 0 to 1 to the right and upwards, and how many times it is enlarged, such as 0.5,0.5,4."
        ),
        Problem::NotMask(part, kinds) => format!(
            "“{name}” has a part that is no rule: “{part}”. The rules are none, {}, with their sizes after dots, such as window.4.",
            kinds.join(", ")
        ),
        Problem::NotWords(part) => format!(
            "“{name}” has a part that is no word with a frequency: “{part}”. Write a word of up to {MAX_WORD} Chinese characters, letters or digits, or word:frequency; 0 takes it away. Up to {MAX_EDITS} words can be changed."
        ),
        Problem::NotTable => format!("“{name}” must be rows of true and false, all of one length."),
        Problem::NotFolder(ours) => format!(
            "“{name}” must be one of {} or the address of a folder that has config.json, tokenizer.json and the weights.",
            ours.join(", ")
        ),
        Problem::NotPlaces => format!("“{name}” must be a list of whole numbers from 0, such as [0, 2]."),
        Problem::NotHead => {
            format!("“{name}” must be layers and heads from 0 with a point between them, as in 0.3,1.2.")
        }
        Problem::NotWeights => format!("“{name}” must be random, identity, hand with a head, or matrices by name."),
        Problem::NotMatrix => format!("“{name}” must be an array of equally long arrays of numbers."),
        Problem::NotDocuments => {
            format!("“{name}” must be an array of up to 100,000 texts, together of at most 1,000,000 characters.")
        }
        Problem::NotText => format!("“{name}” must be text in UTF-8."),
        Problem::HalfCharacter(at) => {
            format!(
                "“{name}”: character {at} is half of one, a surrogate without the other, which UTF-8 does not have."
            )
        }
        Problem::TooLong => format!("“{name}” may have at most {MAX_TEXT} characters."),
    }
}

//! What a reader changes about the dictionary: words that are added, counted anew or taken away.

use super::blocks::is_in_block;
use super::dictionary::{Dictionary, MAX_FREQUENCY, MAX_WORD};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most words that may be changed.
pub const MAX_EDITS: usize = 50;

/// A word and how often it shall have been counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The word.
    pub word: String,
    /// 0 takes it away; `None` is as often as it needs to come out whole, [`Dictionary::frequency_to_join`].
    pub frequency: Option<u64>,
}

/// A list of changes, each word once, made in this order. Its text in links is `word:frequency,word,…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edits(Vec<Edit>);

/// What is no change of a word: the part of the text, or the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditError(pub String);

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edited {
    /// The word.
    pub word: String,
    /// How often it had been counted; 0 if it was no word.
    pub before: u64,
    /// How often it is counted now; 0 if it is no word any more.
    pub frequency: u64,
    /// ln of frequency by total, after all changes; `None` if it is no word.
    pub log_prob: Option<f64>,
    /// How often it would have to be counted to be on the path of the stretch that is looked at; `None` if it is on it, or
    /// does not stand there.
    pub needed: Option<u64>,
}

impl Edits {
    /// The changes.
    #[must_use]
    pub fn list(&self) -> &[Edit] {
        &self.0
    }

    /// Changes a word, in the place of what was changed about it before.
    ///
    /// # Errors
    /// If it has no characters, more than [`MAX_WORD`], or some that stand in no word; if the frequency is above
    /// [`MAX_FREQUENCY`]; or if [`MAX_EDITS`] others are changed already.
    pub fn set(&mut self, word: &str, frequency: Option<u64>) -> Result<(), EditError> {
        let is_word = (1..=MAX_WORD).contains(&word.chars().count()) && word.chars().all(is_in_block);
        let place = self.0.iter().position(|edit| edit.word == word).unwrap_or(self.0.len());
        if !is_word || frequency > Some(MAX_FREQUENCY) || place >= MAX_EDITS {
            return Err(EditError(frequency.map_or(word.to_owned(), |frequency| format!("{word}:{frequency}"))));
        }
        let edit = Edit { word: word.to_owned(), frequency };
        match self.0.get_mut(place) {
            Some(old) => *old = edit,
            None => self.0.push(edit),
        }
        Ok(())
    }

    /// Leaves a word as the dictionary has it.
    pub fn forget(&mut self, word: &str) {
        self.0.retain(|edit| edit.word != word);
    }
}

impl fmt::Display for Edits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, Edit { word, frequency }) in self.0.iter().enumerate() {
            f.write_str(if i > 0 { "," } else { "" })?;
            match frequency {
                Some(frequency) => write!(f, "{word}:{frequency}")?,
                None => f.write_str(word)?,
            }
        }
        Ok(())
    }
}

impl FromStr for Edits {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let mut edits = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let failed = || EditError(part.to_owned());
            match part.split_once(':') {
                Some((word, frequency)) => edits.set(word, Some(frequency.parse().map_err(|_| failed())?)),
                None => edits.set(part, None),
            }
            .map_err(|_| failed())?;
        }
        Ok(edits)
    }
}

impl Dictionary {
    /// Makes a reader's changes, one after the other, and tells what became of them.
    pub fn edit(&mut self, edits: &Edits) -> Vec<Edited> {
        let mut made = Vec::with_capacity(edits.0.len());
        for Edit { word, frequency } in &edits.0 {
            let before = self.frequency(word.chars()).unwrap_or(0);
            let frequency = frequency.unwrap_or_else(|| self.frequency_to_join(word));
            // Fifty more words always find room; if they did not, the dictionary would be as it was and not in the list.
            if self.add(word, frequency).is_ok() {
                made.push(Edited { word: word.clone(), before, frequency, log_prob: None, needed: None });
            }
        }
        for one in &mut made {
            one.log_prob = self.log_prob(one.word.chars()); // every change moved the total
        }
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_survive_their_text() {
        for text in ["", "江大桥:200000,很美:0,杭研", "A座:1"] {
            assert_eq!(text.parse::<Edits>().unwrap().to_string(), text);
        }
        assert_eq!("甲:1,乙,甲:2".parse::<Edits>().unwrap().to_string(), "甲:2,乙", "each word once");
        let long = "长".repeat(65);
        for bad in ["甲 乙", "甲:x", ":3", "甲:-1", "甲:9007199254740993", &long, "，", "甲:1:2"] {
            assert_eq!(bad.parse::<Edits>(), Err(EditError(bad.to_owned())));
        }
        let many: Vec<String> = (0..=MAX_EDITS).map(|i| format!("甲{i}")).collect();
        assert_eq!(many.join(",").parse::<Edits>(), Err(EditError(format!("甲{MAX_EDITS}"))));
    }

    #[test]
    fn changes_are_made_in_order_and_forgotten() {
        let mut edits: Edits = "长江大桥,南京:0,江:9".parse().unwrap();
        let mut dictionary = Dictionary::from_words("南京 40\n长江 30\n大桥 30").unwrap();
        let made = dictionary.edit(&edits);
        let told: Vec<_> = made.iter().map(|one| (one.word.as_str(), one.before, one.frequency)).collect();
        assert_eq!(told, [("长江大桥", 0, 10), ("南京", 40, 0), ("江", 0, 9)]);
        assert_eq!(made[0].log_prob, dictionary.log_prob("长江大桥".chars()), "by the last total");
        assert_eq!(made[1].log_prob, None);
        edits.forget("南京");
        assert_eq!(edits.to_string(), "长江大桥,江:9");
    }
}

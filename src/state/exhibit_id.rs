//! The pages by name.

use strum::{EnumString, IntoStaticStr, VariantArray};

/// The exhibits, in the order of the notes; `exhibit::ALL` has the rest of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum ExhibitId {
    /// Chapter 1: how a text is cut.
    Tokens,
    /// Chapter 1: where words are in a script without spaces.
    Segmentation,
    /// Chapter 1: several tokenizers on one text.
    Compare,
    /// Chapter 1: how subwords are learnt.
    Subwords,
    /// Chapter 2: documents as vectors of their terms.
    Vectors,
    /// Chapter 2: how likely a text is, by counts of what stands after what.
    Ngram,
    /// Chapter 2: vectors that are learnt from the words beside a word.
    Word2vec,
    /// Chapter 2: one word, a vector for each place where it stands.
    Elmo,
    /// Chapters 2 and 3: one sentence, from counts to attention.
    Ladder,
    /// Chapters 3 to 5: who looks at whom, stage by stage.
    #[default]
    Attention,
    /// Chapter 4: what may be seen.
    Mask,
    /// Chapter 4: one token after the other, or all at once.
    Serial,
    /// Chapter 4: a model writes, one token after the other.
    Generate,
    /// Chapter 5: many heads, and what becomes of them.
    Heads,
    /// Chapters 3 to 5: classic mistakes.
    Breaks,
    /// All chapters: a model that was trained.
    Model,
}

impl ExhibitId {
    /// The name in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        self.into()
    }

    /// Whether it shows a pretrained model, whose sizes are its own.
    #[must_use]
    pub fn is_of_model(self) -> bool {
        matches!(self, Self::Model | Self::Generate)
    }

    /// Whether its matrices are of one piece: no heads are there to share a scale.
    #[must_use]
    pub fn is_headless(self) -> bool {
        matches!(self, Self::Vectors | Self::Ngram | Self::Word2vec | Self::Elmo | Self::Ladder)
    }
}

//! Settings by their names.

/// A setting that a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the state's fields, or of what is done to them")]
pub enum Control {
    /// The causal mask, on or off.
    Causal,
    /// Which heads take part.
    Heads,
    /// Whether one head's map alone is kept.
    OneHead,
    /// Which mistakes are made.
    Slips,
    /// One of the usual masks.
    Mask,
    /// The mask's rules, one by one.
    Rules,
    /// What a pointer does to the mask, and the way back.
    Brush,
    Weights,
    /// The pretrained model.
    Model,
    /// Its layer and its head, of which the answer tells how many there are.
    LayerOf,
    HeadOf,
    /// Who sees whom in it.
    MaskOf,
    /// What is set in place of the model's own mask, and the way back.
    OwnMask,
    /// Whether it is worked out exactly or fast.
    Arithmetic,
    /// Whether its tokenizer fills texts up.
    Padding,
    /// Its heads that are switched off, and those that are pooled.
    Ablated,
    Pooled,
    /// The order of its heads.
    Order,
    /// The model that is put beside it.
    Beside,
    /// How its next token is chosen.
    Sampling,
    /// A matrix of the reader's own.
    Bring,
    Batch,
    Item,
    KvText,
    DModel,
    Dim,
    NHeads,
    NKvHeads,
    Head,
    NLayers,
    Layer,
    Positions,
    Bias,
    Dropout,
    Seed,
    /// The tokenizers that are compared.
    With,
    /// By what tokens are put together into words.
    RollUp,
    Kind,
    Corpus,
    /// N, how counts become probabilities, and marks around sentences.
    NgramOrder,
    Smoothing,
    Ends,
    /// The text that is learnt from where it is not the one that is looked at, and the reader's own one.
    TrainingCorpus,
    Training,
    /// The word that is followed on its way.
    Word,
    VocabSize,
    /// Texts that are ready for this page.
    Examples,
    /// The reader's changes to the dictionary of Chinese.
    Words,
    /// One of the vector space model.
    Vectors(VectorsControl),
    /// One of word2vec.
    Word2vec(Word2vecControl),
    /// One of ELMo.
    Elmo(ElmoControl),
    View,
    Numbers,
    Scale,
    Colormap,
    Table,
}

/// A setting of the vector space model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VectorsControl {
    /// Documents that stand ready.
    Ready,
    /// A weighting that has a name.
    Weighting,
    /// Its first factor.
    Tf,
    /// Its second factor.
    Idf,
    /// What it is divided by.
    Norm,
    /// Whether upper case counts as lower case.
    Lower,
    /// Whether punctuation counts.
    Marks,
    /// How large the vocabulary is said to be.
    Dimensions,
    /// What is searched for.
    Query,
    /// Which document is shuffled, and again.
    Order,
}

/// A setting of word2vec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word2vecControl {
    /// Whose vectors are drawn.
    Architecture,
    /// What a guess is held against, and how many words are drawn against one.
    Objective,
    /// How far is looked to either side.
    Window,
    /// How many numbers a vector has.
    VectorSize,
    /// How often the text is read.
    Epochs,
    /// The step down the slope.
    Rate,
    /// From which share on a word is skipped now and then.
    Subsample,
    /// How often a word must be there.
    MinCount,
    /// The word whose neighbours are looked for.
    Near,
    /// The word that is held against it.
    Compared,
    /// Three words.
    Analogy,
    /// Vectors saved as a file, and read from one.
    Files,
}

/// A setting of ELMo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElmoControl {
    /// The word that is followed.
    Word,
    /// Which model reads.
    Weights,
    /// How much of each layer is in the mix.
    Mix,
    /// Which sentence, layer, direction and gate are looked into.
    Inside,
    /// How long and how fast it is trained.
    Training,
    /// How long its layer and one of attention take, measured when it is asked for.
    Timing,
}

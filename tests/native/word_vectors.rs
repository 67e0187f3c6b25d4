//! The word vectors that come with the page, held to what gensim said of them: `assets/vectors` has their cards.

use heedmap::engine::{Ask, Asset, Embedding, Engine, Run, Stop};
use heedmap::repr::word2vec::shipped::Shipped;
use heedmap::repr::word2vec::{Architecture, Settings};
use heedmap::text::subwords::Corpus;

/// A question about no training.
fn nothing() -> Embedding {
    Embedding {
        corpus: Corpus::Text,
        settings: Settings::default(),
        min_count: 1,
        step: None,
        pair: 0,
        architecture: Architecture::SkipGram,
        near: String::new(),
        compared: String::new(),
        analogy: vec![],
        shipped: None,
        file: None,
        go_on: false,
        whole: false,
    }
}

#[test]
fn vectors_that_come_with_the_page_are_asked_for_once() {
    let en: &[u8] = include_bytes!("../../assets/vectors/en/vectors.txt.gz");
    let zh: &[u8] = include_bytes!("../../assets/vectors/zh/vectors.txt.gz");
    // Of their cards, which gensim wrote: a neighbour, and a − b + c.
    let cases = [
        (Shipped::En, en, ["war", "ii"], Some(["woman", "man", "son", "daughter"])),
        (Shipped::Zh, zh, ["春风", "东风"], None),
    ];
    for (shipped, file, [word, nearest], analogy) in cases {
        let mut engine = Engine::default();
        let sum = analogy.iter().flat_map(|words| &words[..3]).map(|&word| word.to_owned()).collect();
        let wanted = Embedding { shipped: Some(shipped), near: word.into(), analogy: sum, ..nothing() };
        let ask = Ask::new(Run::Embed(wanted));
        let asset = Asset::Vectors(shipped);
        assert_eq!(engine.answer(&ask, |_| {}), Err(Stop::Wants(asset)));
        assert!(engine.provide(asset, b"no gzip").is_err());
        engine.provide(asset, file).unwrap();
        let all = engine.answer(&ask, |_| {}).unwrap().embedded.unwrap();
        assert_eq!((all.n_words, all.dimension, all.dots.len()), (6_000, Shipped::DIMENSION, 5_000));
        let side = &all.sides[0];
        assert!(side.near.iter().any(|near| near.word == nearest), "{:?}", side.near);
        if let Some([.., expected]) = analogy {
            assert_eq!(side.analogy[0].word, expected);
        }
    }
}

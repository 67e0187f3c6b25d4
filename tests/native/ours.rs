//! The site's own models, loaded as the page loads them.

use heedmap::engine::{Asset, Engine, Loading};
use heedmap::model::pretrained::{Folder, Ours};
use heedmap::repr::elmo::Trained;
use heedmap::repr::word2vec::shipped::Shipped;
use heedmap::text::{Frame, Piece, Reader, Spelling, Token};
use heedmap_tokenizers::Opened;
use std::fs;
use std::path::Path;
use std::rc::Rc;

/// Hands a model of the site's to an engine.
pub(crate) fn adopt(engine: &mut Engine, ours: Ours) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models").join(ours.slug());
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let mut loading = Loading::new(&read("config.json"), u64::MAX).unwrap();
    loading.open("model.safetensors");
    loading.push(&read("model.safetensors")).unwrap();
    loading.close().unwrap();
    engine.adopt(Folder::Ours(ours), loading.finish().unwrap(), reader(&read("tokenizer.json")));
}

/// A tokenizer for a model.
pub(crate) fn reader(file: &[u8]) -> Reader {
    let opened = Rc::new(Opened::new(file).unwrap());
    let spelling = match opened.spelling() {
        heedmap_tokenizers::Spelling::Plain => Spelling::Plain,
        heedmap_tokenizers::Spelling::ByteLevel => Spelling::ByteLevel,
        heedmap_tokenizers::Spelling::WordPiece => Spelling::WordPiece,
    };
    let (n_tokens, mask, padding, fixed_length) =
        (opened.n_tokens(), opened.mask(), opened.padding(), opened.fixed_length());
    let pieces = Rc::clone(&opened);
    let encode = move |text: &str, frame: Frame| {
        let tokens =
            if frame == Frame::Bare { opened.encode(text)? } else { opened.frame(text, frame == Frame::Padded)? };
        let token = |[id, start, end]: [u32; 3]| Token { id, start: start as usize, end: end as usize };
        Ok(tokens.into_iter().map(token).collect())
    };
    let piece = move |id| pieces.piece(id).map(|(written, special)| Piece::read(&written, spelling, special));
    Reader { encode: Rc::new(encode), piece: Rc::new(piece), n_tokens, mask, padding, fixed_length }
}

thread_local! {
    /// An engine that has been handed all that the site comes with and the ladder asks for.
    pub(crate) static ENGINE: Engine = {
        let mut engine = Engine::default();
        let file = |name: &str| fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).unwrap();
        engine.provide(Asset::Jieba, &file("jieba/dict.txt.gz")).unwrap();
        engine.provide(Asset::JiebaHmm, &file("jieba/hmm.txt.gz")).unwrap();
        for &shipped in Shipped::ALL {
            engine.provide(Asset::Vectors(shipped), &file(&format!("vectors/{}/vectors.txt.gz", <&str>::from(shipped)))).unwrap();
        }
        provide_elmo(&mut engine);
        adopt(&mut engine, Ours::EnEncoder);
        adopt(&mut engine, Ours::ZhEncoder);
        engine
    };
}

/// Hands both ELMos to an engine.
pub(crate) fn provide_elmo(engine: &mut Engine) {
    let file = |name: &str| fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).unwrap();
    for &trained in Trained::ALL {
        engine.provide(Asset::ElmoVocabulary(trained), &file(trained.vocabulary())).unwrap();
        engine.provide(Asset::ElmoWeights(trained), &file(trained.weights())).unwrap();
    }
}

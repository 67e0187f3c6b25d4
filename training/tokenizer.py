"""Learns each model's tokenizer from the text that it is trained on, as the tokenizer.json of Hugging Face's tokenizers."""

import json
from collections import Counter

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from training.recipes import END, SIGHTS


def learn(recipe, documents):
    return {"gpt2": byte_level, "llama": characters, "bert": word_piece}[recipe.family](recipe, documents)


def kept(recipe, documents, path):
    """The tokenizer that the checkpoint beside it was trained with. Learnt again, some WordPiece ids come out in another order."""
    if not path.exists():
        learn(recipe, documents).save(str(path))
    return Tokenizer.from_file(str(path))


def byte_level(recipe, documents):
    """GPT-2's way: byte pair encoding over bytes, so that there is no text it cannot write."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=recipe.vocab_size,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(documents, trainer)
    return tokenizer


def frequent(documents, n):
    """The characters that a small vocabulary can hold: those of the sentence at first sight, then the most frequent."""
    counts = Counter(character for text in documents for character in text if not character.isspace())
    chosen = dict.fromkeys(SIGHTS["zh"])
    for character, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if len(chosen) == n:
            break
        chosen[character] = None
    return list(chosen)


def characters(recipe, documents):
    """Llama's way: byte pair encoding over characters; a character that has no token falls back to its bytes.

    Chinese needs a token for each frequent character first, so few merges are left: the most frequent words.
    """
    special = [END, "\n"] + [f"<0x{byte:02X}>" for byte in range(256)]
    # Four fifths of what the bytes leave go to characters, the rest to words.
    alphabet = frequent(documents, (recipe.vocab_size - len(special)) * 4 // 5)
    tokenizer = Tokenizer(models.BPE())
    # No word goes across a line or a mark of punctuation.
    cut = pre_tokenizers.Sequence([pre_tokenizers.Split("\n", "isolated"), pre_tokenizers.Punctuation("isolated")])
    tokenizer.pre_tokenizer = cut
    trainer = trainers.BpeTrainer(
        vocab_size=recipe.vocab_size - len(special) + 1,  # the trainer counts the line's end, which is among the special
        limit_alphabet=len(alphabet) + 1,
        initial_alphabet=alphabet,
        max_token_length=4,
        show_progress=False,
    )
    tokenizer.train_from_iterator(documents, trainer)
    learnt = json.loads(tokenizer.to_str())["model"]
    # The trainer's own alphabet may differ from ours at its rare end; what it took is what the merges speak of.
    tokens = special + [token for token in learnt["vocab"] if token not in special]
    tokenizer.model = models.BPE(
        vocab={token: number for number, token in enumerate(tokens)},
        merges=[tuple(merge) for merge in learnt["merges"]],
        byte_fallback=True,
    )
    tokenizer.add_special_tokens([END])
    tokenizer.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    return tokenizer


def word_piece(recipe, documents):
    """BERT's way: lower case, each Chinese character a word, words cut into the longest pieces that the vocabulary has."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=recipe.language == "en")
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    if recipe.language == "zh":
        # Nothing to learn: the pieces are characters. Letters also stand inside words (##a), so any of them can be written.
        letters = [chr(code) for code in range(33, 127) if not chr(code).isupper()]
        inner = [f"##{letter}" for letter in letters if letter.isalnum()]
        rest = recipe.vocab_size - len(special) - len(letters) - len(inner)
        found = [character for character in frequent(documents, recipe.vocab_size) if character not in letters]
        vocab = special + letters + inner + found[:rest]
        tokenizer.model = models.WordPiece({token: number for number, token in enumerate(vocab)}, unk_token="[UNK]")
    else:
        trainer = trainers.WordPieceTrainer(
            vocab_size=recipe.vocab_size, special_tokens=special, limit_alphabet=100, show_progress=False
        )
        tokenizer.train_from_iterator(documents, trainer)
    tokenizer.add_special_tokens(special)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")],
    )
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    return tokenizer


def check(recipe, tokenizer):
    """The first sentence that the page shows must be whole in every vocabulary of its language."""
    encoding = tokenizer.encode(SIGHTS[recipe.language])
    lost = [token for token in encoding.tokens if token == "[UNK]" or token.startswith("<0x")]
    if lost or tokenizer.get_vocab_size() > recipe.vocab_size:
        raise SystemExit(f"{recipe.name}: tokens {encoding.tokens}, vocabulary of {tokenizer.get_vocab_size()}")
    return encoding.tokens

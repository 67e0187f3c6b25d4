"""What is trained: four small models, each a line of a table that the rest of the recipe reads.

English and Chinese, a decoder (which says what comes next) and an encoder (which fills masks) each. The decoders are of
the two families that readers meet: GPT-2 (learned positions, LayerNorm, GELU) and Llama (rotary positions, RMSNorm,
SwiGLU). All are of one scale: an idle core takes one through 6,000 steps in a quarter of an hour.
"""

from dataclasses import dataclass

SEED = 20261128
END = "<|endoftext|>"  # between two documents of a decoder's text; an encoder has [SEP] there
WARM, COOL = 60, 0.35  # steps until the full learning rate; share of the steps at the end in which it falls to nothing
SIGHTS = {"en": "The animal didn't cross the street because it was too tired.", "zh": "小猫没有过马路，因为它太累了。"}


@dataclass(frozen=True)
class Recipe:
    name: str
    language: str  # "en" or "zh"
    family: str  # "gpt2", "llama" or "bert"
    vocab_size: int
    corpora: tuple[str, ...]  # names in corpora.py
    steps: int
    n_layers: int = 4
    n_heads: int = 4
    d_model: int = 128
    d_ff: int = 256
    context: int = 128  # tokens a row, and the longest text that the model takes
    rows: int = 8  # rows a step
    repeated: float = 0.3  # share of the rows that are random tokens said again and again (see data.py)
    guess_all: int = 0  # steps at the beginning in which an encoder guesses every token from all others (see data.py)
    masked: float = 0.0  # share of the tokens that it has to guess afterwards
    lr: float = 0.02  # of Muon, for the matrices inside the layers
    lr_rest: float = 3e-3  # of AdamW, for embeddings, norms and biases


def rate(step, steps):
    """The share of the learning rate at a step: up, level, and down to 0. Until it falls, `steps` makes no difference."""
    return min(1.0, (step + 1) / WARM, (steps - step) / (COOL * steps))


ENGLISH = ("sotu", "moby-dick", "kjv", "udhr-en")
CHINESE = ("idioms", "tang", "ci", "dialogue", "udhr-zh")

RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("en-decoder", "en", "gpt2", 2048, ENGLISH, steps=6000),
        Recipe("zh-decoder", "zh", "llama", 4000, CHINESE, steps=8200, d_ff=192),
        Recipe("en-encoder", "en", "bert", 2048, ENGLISH, steps=8000, rows=12, repeated=0.0, guess_all=3000, masked=0.25, lr_rest=2e-3),
        Recipe("zh-encoder", "zh", "bert", 3000, CHINESE, steps=8000, rows=12, repeated=0.0, guess_all=3000, masked=0.25, lr_rest=2e-3),
    )
}

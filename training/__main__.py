"""One command from nothing to a model in assets/models: python -m training en-decoder"""

import argparse
import json
from pathlib import Path

import torch

from training import data, elmo
from training import tokenizer as tokenizers
from training.fetch import CACHE
from training.recipes import RECIPES, SEED

ASSETS = Path(__file__).parent.parent / "assets"


def make(recipe, steps, folder, device, half):
    import transformers

    from training.model import build
    from training.train import train

    transformers.logging.set_verbosity_error()
    work = CACHE / recipe.name
    work.mkdir(parents=True, exist_ok=True)
    parts = data.split(recipe)
    tokenizer = tokenizers.kept(recipe, parts["train"], work / "tokenizer.json")
    print(f"{recipe.name}: {' | '.join(tokenizers.check(recipe, tokenizer))}", flush=True)
    ids = {part: data.stream(tokenizer, documents) for part, documents in parts.items()}
    print(f"{recipe.name}: " + ", ".join(f"{len(line):,} tokens {part}" for part, line in ids.items()), flush=True)
    torch.manual_seed(SEED)
    model = build(recipe, tokenizer, ids["train"])
    seconds, ends = train(recipe, model, tokenizer, ids["train"], steps, work / "checkpoint.pt", device, half)
    (work / "run.json").write_text(json.dumps({"ends": ends, "seconds": round(seconds), "device": device, "gradients": "BF16" if half else "F32"}))
    from training.export import export

    export(recipe, model.cpu(), tokenizer, ids, steps, folder / recipe.name)


def main():
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("names", nargs="+", choices=[*RECIPES, *elmo.RECIPES])
    parser.add_argument("--steps", type=int, help="instead of the recipe's own number; more can follow later, from the checkpoint")
    parser.add_argument("--threads", type=int, default=1, help="one is best on a busy machine, and for models this small")
    parser.add_argument("--half", action="store_true", help="compute gradients in bfloat16: quicker where the processor has it (AMX, AVX-512 BF16, a GPU)")
    parser.add_argument("--out", type=Path, help="instead of assets/models, or assets/elmo")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    for name in options.names:
        if name in elmo.RECIPES:
            recipe = elmo.RECIPES[name]
            elmo.make(recipe, options.steps or recipe.steps, (options.out or ASSETS / "elmo") / recipe.language)
            continue
        make(RECIPES[name], options.steps or RECIPES[name].steps, options.out or ASSETS / "models", device, options.half)


if __name__ == "__main__":
    main()

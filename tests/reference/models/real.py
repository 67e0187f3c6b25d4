"""What transformers computes with models too large to keep here: real.py ROOT writes ROOT/models.json and models.bin for
all folders in ROOT that hold a config.json. The test that `HEEDMAP_MODELS=ROOT` switches on compares."""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as t

from make import MARGIN, Numbers, case, greedy, write_at

LENGTHS = [1, 2, 17, 128]
STEPS = 50


def main(root):
    numbers, cases, greedies = Numbers(), [], []
    for file in sorted(root.glob("*/config.json")):
        name = file.parent.name
        config = json.loads(file.read_text())
        is_decoder = config["model_type"] not in ("bert", "roberta", "distilbert")
        predicts = any(kind.endswith("ForMaskedLM") for kind in config.get("architectures") or [])
        kind = t.AutoModelForCausalLM if is_decoder else t.AutoModelForMaskedLM if predicts else t.AutoModel
        model = kind.from_pretrained(file.parent, attn_implementation="eager", dtype=torch.float32).eval()
        rng = np.random.default_rng(len(name))
        vocab = model.config.vocab_size
        most = getattr(model.config, "max_position_embeddings", 512)
        some = lambda n: [int(id) for id in rng.integers(3, vocab, n)]
        for length in LENGTHS:
            ids = some(min(length, most))
            if is_decoder:  # random tokens first, then what the model itself makes of them
                ids = greedy(model, ids[: max(1, length // 4)], length - max(1, length // 4))[0]
            cases.append(case(model, name, numbers, ids, {}))
        heads, layers = model.config.num_attention_heads, model.config.num_hidden_layers
        cases.append(case(model, name, numbers, some(9), {}, heads_off=[(0, heads - 1), (layers - 1, 0)]))
        for _ in range(50 if is_decoder else 0):
            prompt = some(4)
            continued, lead = greedy(model, prompt, min(STEPS, most - 4))
            if lead > MARGIN:
                greedies.append({"model": name, "prompt": prompt, "continued": continued, "lead": lead})
                break
        else:
            assert not is_decoder, f"{name}: no continuation leads by {MARGIN}"
        print(name, sum(p.numel() for p in model.parameters()), "parameters")
    versions = f"transformers {t.__version__}, torch {torch.__version__.split('+')[0]}"
    write_at(root, {"made_by": versions, "greedy": greedies, "samplings": []}, cases, numbers)


if __name__ == "__main__":
    t.logging.set_verbosity_error()
    main(Path(sys.argv[1]).resolve())

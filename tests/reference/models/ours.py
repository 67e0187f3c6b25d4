"""What transformers computes with each model in assets/models: ids, rows of attention weights, logits, greedy continuations.

The weights are F16 in their files and widened to float32 here; float64 beside it says how far float32 may be off.
"""

import sys
from pathlib import Path

import tokenizers
import torch
import transformers

sys.path.insert(0, str(Path(__file__).parent.parent))
from fixture import write

MODELS = Path(__file__).parents[3] / "assets" / "models"
TOP, N_GREEDY = 20, 50
TEXTS = {
    "en-decoder": [
        "The animal didn't cross the street because it was too tired.",
        "The whale, the white whale! he cried; and the whale, the white",
        "We must do more than say that peace is good. We must work for it, at home and in the world, with all that we have.",
    ],
    "zh-decoder": ["小猫没有过马路，因为它太累了。", "春风又绿江南岸，春风又", "比喻人与人之间的感情很深厚。也形容事物发展得很快，使人来不及准备。\n龘"],
    "en-encoder": [
        "The animal didn't cross the [MASK] because it was too tired.",
        "And the king said unto the [MASK], Go.",
        "We must do more than say that [MASK] is good. We must work for it, at home and in the world, with all that we have.",
    ],
    "zh-encoder": ["小猫没有过马[MASK]，因为它太累了。", "比喻[MASK]常高兴。", "形容人与人之间的感情很深[MASK]。也形容事物发展得很快，使人来不及准备。"],
}


def rounded(values):
    return [float(f"{value:.7g}") for value in values.tolist()]


def run(model, ids):
    with torch.no_grad():
        out = model(input_ids=torch.tensor([ids]), output_attentions=True)
    return torch.cat(out.attentions), out.logits[0]  # [layer, head, query, key], [token, vocab_size]


def greedy(model, ids):
    """N_GREEDY tokens more; the best must be the best by more than rounding."""
    for _ in range(N_GREEDY):
        first, second = run(model, ids)[1][-1].topk(2).values.tolist()
        assert first - second > 1e-3, f"too close to call after {len(ids)} tokens: {first - second}"
        ids = ids + [int(run(model, ids)[1][-1].argmax())]
    return ids[-N_GREEDY:]


def case(model, exact, tokenizer, text, is_encoder):
    ids = tokenizer.encode(text).ids
    (weights, logits), (fine_weights, fine_logits) = run(model, ids), run(exact, ids)
    off = max((weights - fine_weights).abs().max(), ((logits - fine_logits).abs() / fine_logits.abs().max()).max())
    assert off < 1e-5, off
    at = ids.index(tokenizer.token_to_id("[MASK]")) if is_encoder else len(ids) - 1
    best = logits[at].topk(TOP)
    rows = [
        {"layer": layer, "head": head, "query": query, "weights": rounded(weights[layer, head, query])}
        for layer in range(weights.shape[0])
        for head in range(weights.shape[1])
        for query in sorted({len(ids) // 2, at})
    ]
    found = {"text": text, "ids": ids, "at": at, "top_ids": best.indices.tolist(), "top_logits": rounded(best.values), "rows": rows}
    return found if is_encoder else found | {"greedy": greedy(model, ids)}


def load(folder, is_encoder, dtype):
    kind = transformers.AutoModelForMaskedLM if is_encoder else transformers.AutoModelForCausalLM
    return kind.from_pretrained(folder, dtype=dtype, attn_implementation="eager").eval()


torch.set_num_threads(1)
for name in sys.argv[1:] or [name for name in TEXTS if (MODELS / name).exists()]:
    folder, is_encoder = MODELS / name, name.endswith("encoder")
    model, exact = (load(folder, is_encoder, dtype) for dtype in (torch.float32, torch.float64))
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    cases = [case(model, exact, tokenizer, text, is_encoder) for text in TEXTS[name]]
    made_by = f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}"
    write(f"models/{name}.json", {"made_by": made_by, "model": name}, "texts", cases)

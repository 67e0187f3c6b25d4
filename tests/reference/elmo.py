"""The shipped ELMos run by PyTorch, written to elmo.json: how sentences are cut, their layers' last rows, what both directions expect."""

import sys

import numpy as np
import torch
from safetensors.torch import load_file

from fixture import HERE, short, write

sys.path.insert(0, str(HERE.parent.parent))
from training import elmo_text as texts  # noqa: E402
from training.elmo import BiLM  # noqa: E402

ASSETS = HERE.parent.parent / "assets" / "elmo"
MORE = {"en": ["It doesn't cost 1,250 dollars, does it?", "Bank.", "Zwölf naïve unknownwords…"], "zh": ["我用iPhone15，很好。", "春风。", "𠮷野家 and 苹果_派"]}


def case(language, model, vocabulary, text):
    ids = texts.sentence(text, {token: place for place, token in enumerate(vocabulary)})
    with torch.no_grad():
        layers = model.layers(torch.tensor(ids)).numpy()
        states = model.states(torch.tensor([ids]))
        says = [torch.log_softmax(state[0] @ model.embedding.weight.T + model.bias, 1) for state in states]
    n = len(ids)
    # What stands at a place, as each direction found it: the state before or after it has said so.
    before = [says[0][at - 1, ids[at]].exp().item() for at in range(1, n)]
    after = [says[1][at + 1, ids[at]].exp().item() for at in range(n - 1)]
    return {
        "language": language, "text": text, "tokens": ["", *texts.cut(text), ""], "ids": ids,
        "rows": [short(layers[layer, n // 2]) for layer in range(3)], "sums": [float(np.float64(layers[layer]).sum()) for layer in range(3)],
        "forwards": short(before), "backwards": short(after),
    }  # fmt: skip


torch.set_num_threads(1)
cases = []
for language in ("en", "zh"):
    vocabulary = (ASSETS / language / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    weights = {name: weight.float() for name, weight in load_file(ASSETS / language / "model.safetensors").items()}
    model = BiLM(*weights["embedding.weight"].shape)
    model.load_state_dict(weights)
    model.eval()
    shown = [text for text, _ in texts.SHOWN[language][1]]
    cases += [case(language, model, vocabulary, text) for text in shown + MORE[language]]
write("elmo.json", {"made_by": f"PyTorch {torch.__version__.split('+')[0]}"}, "cases", cases)

"""Writes a model as a Hugging Face folder, reads it back, and describes what was read back in card.json and README.md."""

import copy
import json
from dataclasses import asdict

import torch
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM, AutoModelForMaskedLM

from training import corpora, heads
from training.data import held_out_windows
from training.evaluate import evaluate
from training.fetch import CACHE
from training.readme import readme
from training.recipes import END, SEED, SIGHTS

PROMPTS = {"en": ["And it came to pass", "The whale", "We must"], "zh": ["比喻", "春风", "小猫"]}
BLANKS = {
    "en": ["The animal didn't cross the [MASK] because it was too tired.", "The people of the United [MASK] want peace."],
    "zh": ["小猫没有过马[MASK]，因为它太累了。", "比喻[MASK]常高兴。"],
}


def load(folder, is_encoder):
    """As anybody would load it, with F16 widened to F32 and the attention weights kept."""
    kind = AutoModelForMaskedLM if is_encoder else AutoModelForCausalLM
    model = kind.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    return model, Tokenizer.from_file(str(folder / "tokenizer.json"))


def save(model, tokenizer, folder):
    """config.json, model.safetensors in F16, tokenizer.json: what every loader asks for, and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    half = copy.deepcopy(model).half()
    half.config.use_cache = True
    half.save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "generation_config.json").unlink(missing_ok=True)
    (folder / "model.safetensors").chmod(0o644)


def greedy(model, ids, n):
    """The most probable token, n times; the text stays within the context."""
    for _ in range(n):
        with torch.no_grad():
            ids = ids + [int(model(input_ids=torch.tensor([ids])).logits[0, -1].argmax())]
    return ids


def samples(recipe, model, tokenizer):
    """A few words of the model's own, so that nobody expects too much of it."""
    if recipe.family != "bert":
        begun = [(prompt, tokenizer.encode(prompt).ids) for prompt in PROMPTS[recipe.language]]
        return [{"text": prompt, "goes_on": tokenizer.decode(greedy(model, ids, 24)[len(ids) :])} for prompt, ids in begun]
    rows = []
    for text in BLANKS[recipe.language]:
        ids = tokenizer.encode(text).ids
        with torch.no_grad():
            said = model(input_ids=torch.tensor([ids])).logits[0, ids.index(tokenizer.token_to_id("[MASK]"))].softmax(0)
        best = said.topk(5)
        guesses = {tokenizer.id_to_token(int(i)): round(float(p), 3) for p, i in zip(best.values, best.indices)}
        rows.append({"text": text, "guesses": guesses})
    return rows


def card(recipe, model, tokenizer, ids, whole, steps, folder):
    run = json.loads((CACHE / recipe.name / "run.json").read_text())
    is_encoder = recipe.family == "bert"
    windows = held_out_windows(recipe, tokenizer, ids["held_out"])[0]
    if is_encoder:  # what heads do is measured over text without holes
        line = torch.from_numpy(ids["held_out"]).unfold(0, recipe.context - 2, recipe.context - 2)
        edge = [torch.full((len(line), 1), tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
        windows = torch.cat([edge[0], line, edge[1]], 1)
    used = [corpora.CORPORA[name] for name in recipe.corpora]
    return {
        "name": recipe.name,
        "language": recipe.language,
        "kind": "encoder" if is_encoder else "decoder",
        "architecture": model.config.architectures[0],
        "sizes": {
            "n_layers": recipe.n_layers, "n_heads": recipe.n_heads, "d_model": recipe.d_model, "d_ff": recipe.d_ff,
            "context": recipe.context, "vocab_size": tokenizer.get_vocab_size(),
        },  # fmt: skip
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "weights": {"dtype": "F16", "bytes": (folder / "model.safetensors").stat().st_size},
        "licence": "MIT",
        "corpora": [{key: value for key, value in asdict(one).items() if key != "documents"} for one in used],
        "tokens": {part: len(line) for part, line in ids.items()},
        "training": {
            "steps": steps, "rate_fell_to_0_at": run["ends"], "rows": recipe.rows, "tokens_seen": steps * recipe.rows * recipe.context,
            "repeated_share": recipe.repeated, "guess_all_steps": recipe.guess_all, "masked_share": recipe.masked, "seed": SEED,
            "optimizers": {"Muon": recipe.lr, "AdamW": recipe.lr_rest}, "device": run["device"], "gradients": run["gradients"], "seconds": run["seconds"],
        },  # fmt: skip
        "held_out": evaluate(recipe, tokenizer, ids, whole, model),
        "heads": heads.measure(recipe, model, tokenizer, windows),
        "first_sight": tokenizer.encode(SIGHTS[recipe.language]).tokens,
        "samples": samples(recipe, model, tokenizer),
    }


def lines(found):
    """JSON with a line for each field, and for each head and corpus, so that a change can be read in a diff."""
    fields = []
    for key, value in found.items():
        text = json.dumps(value, ensure_ascii=False)
        if isinstance(value, list) and isinstance(value[0], dict):
            text = "[\n" + ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value) + "\n ]"
        fields.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(fields) + "\n}\n"


def export(recipe, whole, tokenizer, ids, steps, folder):
    whole = whole.eval()
    save(whole, tokenizer, folder)
    model, read = load(folder, recipe.family == "bert")
    assert read.to_str() == tokenizer.to_str()
    found = card(recipe, model, read, ids, whole, steps, folder)
    (folder / "card.json").write_text(lines(found), encoding="utf-8")
    (folder / "README.md").write_text(readme(found), encoding="utf-8")
    judge(found)


def judge(found):
    """A model that does not do what it is for is not to be shipped."""
    held, badges = found["held_out"], [badge for row in found["heads"] for badge in row["badges"]]
    print(f"{found['name']}: loss {held['loss']}, " + ", ".join(f"{one['name']} {one['loss']}" for one in held["baselines"]))
    print(f"{found['name']}: {', '.join(badges)}")
    wrong = [one["name"] for one in held["baselines"][:2] if held["loss"] > one["loss"] - 0.1]
    wanted = ("previous", "induction") if found["kind"] == "decoder" else ()
    missing = [badge for badge in wanted if badge not in badges]
    if wrong or missing:
        print(f"{found['name']}: NOT GOOD ENOUGH; not below {wrong}, no head for {missing}; give it more steps")

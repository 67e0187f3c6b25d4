"""The model card for people, written from card.json's numbers alone."""


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def head_rows(card):
    for row in card["heads"]:
        text, again = row["text"], row["repeated"]
        cells = [text[name] for name in ("previous", "next", "first", "last", "itself") if name in text]
        cells += [text["same"], text["induction"], again["same"], again["induction"]]
        yield [f"{row['layer']}.{row['head']}", *(f"{cell:.2f}" for cell in cells), ", ".join(row["badges"])]


def sample_lines(card):
    for sample in card["samples"]:
        if "goes_on" in sample:
            yield f"- **{sample['text']}**" + sample["goes_on"].replace("\n", " / ").replace("<", "\\<")
        else:
            yield f"- {sample['text']}: " + ", ".join(f"{token} {p}" for token, p in sample["guesses"].items())


def readme(card):
    sizes, run, held, tokens = card["sizes"], card["training"], card["held_out"], card["tokens"]
    language, is_encoder = {"en": "English", "zh": "Chinese"}[card["language"]], card["kind"] == "encoder"
    losses = [["this model, F16 as shipped", f"{held['loss']:.3f}", held["perplexity"]]]
    losses += [[one["name"], f"{one['loss']:.3f}", one["perplexity"]] for one in held["baselines"]]
    weights = ";\n".join(f"of the {one['name']}: " + ", ".join(f"{name} {weight}" for name, weight in one["weights"].items()) for one in held["baselines"][1:])
    read = "\nThe trigram reads the two tokens before, masked or not; the one of both neighbours sees what the model sees, [MASK] where a neighbour is masked." if is_encoder else ""
    around = ["next", "first", "last"] if is_encoder else ["first"]
    columns = ["head", "previous", *around, "itself", "same", "induction", "same, repeated", "induction, repeated", "clearly"]
    task = "guesses masked tokens" if is_encoder else "says which token comes next"
    share = f"{run['repeated_share']:.0%} of the rows were random tokens with a period of 8 to 64, said again and again: text of this size repeats itself too rarely to teach a head to look back"
    begun = "Heads 0.0 and 0.1 began by looking at the token before and after (`look_aside` in `training/model.py`), all others at random"
    half = sizes["context"] // 2
    masked = f""" In the first
{run["guess_all_steps"]:,} steps a row was {half} tokens of text and {half} [MASK]s, each of which saw the text but its own token; then, as in BERT, {run["masked_share"]:.0%} of
the tokens of a text read [MASK].""" if is_encoder else ""
    scored = "one token in seven masked" if is_encoder else "each token but the first of a window"
    return f"""# {card["name"]}

A small {language} {card["kind"]} that {task}, made to be looked at: {card["architecture"]}, {sizes["n_layers"]} layers of
{sizes["n_heads"]} heads, d_model {sizes["d_model"]}, d_ff {sizes["d_ff"]}, {sizes["vocab_size"]:,} tokens, texts of up to {sizes["context"]} tokens.
{card["parameters"]:,} parameters in F16: {card["weights"]["bytes"]:,} bytes. Made by `python -m training {card["name"]}`; this page too.
It knows little and says it badly; it is no source of facts.

## Data

{table(["corpus", "from", "licence"], [[one["what"], one["source"], one["licence"]] for one in card["corpora"]])}

{tokens["train"]:,} tokens to train on, {tokens["weights"]:,} for the baselines' weights, {tokens["held_out"]:,} held out, by whole documents.

## Training

{run["steps"]:,} steps of {run["rows"]} rows of {sizes["context"]} tokens, {run["tokens_seen"]:,} tokens, in {run["seconds"] / 60:.0f} minutes ({run["device"]}, one thread of a busy
machine, gradients in {run["gradients"]}), seed {run["seed"]}. Muon for the matrices inside the layers, AdamW for the rest; learning rates
level, then down to 0 {", up again and down to 0 ".join(f"at step {end:,}" for end in run["rate_fell_to_0_at"])}.{masked}
{share if run["repeated_share"] else begun}.

## How good it is

Held-out loss in {held["unit"]} over {held["tokens"]:,} tokens ({scored}), and perplexity:

{table(["", "loss", "perplexity"], losses)}

Weights {weights}; fitted on text of its own.{read}
In F32 the loss is {held["loss_f32"]}, in F16 {held["loss_f16"]}: that is what half the bytes cost.

## What its heads do

Mean weight, over queries, on the token before, {"the token after, [CLS], [SEP]" if is_encoder else "the first token"}, the token itself, equal tokens elsewhere, and what stands after an
equal token (induction); over held-out text, and over {60} random tokens said twice. From 0.5 on a head is named (same and
induction by what they do on the random tokens).

{table(columns, head_rows(card))}

## What it says

{chr(10).join(sample_lines(card))}

## Licence

MIT, as the rest of Heedmap. The corpora's licences are above.
"""

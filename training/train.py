"""The training itself: a loop, two optimisers, and a checkpoint now and then."""

import time

import torch
import torch.nn.functional as F

from training.data import Rows
from training.model import logits
from training.recipes import SEED

WARM, COOL = 60, 0.35  # steps until the full learning rate; share of the steps at the end in which it falls to nothing
EVERY = 100  # steps from one checkpoint to the next


def optimisers(model, recipe, device):
    """Muon for the matrices inside the layers, AdamW for the rest.

    Muon makes every direction of a step equally long. A model that sees only a few million tokens gets further with it.
    """
    inside, rest = [], []
    for name, weight in model.named_parameters():
        (inside if weight.ndim == 2 and (".h." in name or ".layer" in name) else rest).append(weight)
    return [
        torch.optim.Muon(inside, lr=recipe.lr, momentum=0.95, weight_decay=0.01),
        torch.optim.AdamW(rest, lr=recipe.lr_rest, betas=(0.9, 0.98), weight_decay=0.01, fused=True),
    ]


def rate(step, steps):
    """The share of the learning rate at a step: up, level, and down to 0. Until it falls, `steps` makes no difference."""
    return min(1.0, (step + 1) / WARM, (steps - step) / (COOL * steps))


def train(recipe, model, tokenizer, ids, steps, checkpoint, device):
    """Trains from the checkpoint on, if there is one; returns the seconds that it took in all."""
    rows, model = Rows(recipe, tokenizer, ids), model.to(device).train()
    both = optimisers(model, recipe, device)
    bases = [group["lr"] for optimiser in both for group in optimiser.param_groups]
    step, seconds = 0, 0.0
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        step, seconds = saved["step"], saved["seconds"]
        model.load_state_dict(saved["model"])
        for optimiser, state in zip(both, saved["optimisers"]):
            optimiser.load_state_dict(state)
        print(f"{recipe.name}: goes on at step {step}", flush=True)
    torch.manual_seed(SEED)
    began, losses = time.time() - seconds, []
    while step < steps:
        for group, base in zip((group for optimiser in both for group in optimiser.param_groups), bases):
            group["lr"] = base * rate(step, steps)
        inputs, targets = (part.to(device) for part in rows.step(step))
        wanted = targets != -100
        loss = F.cross_entropy(logits(model, inputs, wanted), targets[wanted])
        for optimiser in both:
            optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in both:
            optimiser.step()
        losses.append(loss.item())
        step += 1
        if step % EVERY == 0 or step == steps:
            seconds = time.time() - began
            speed = step * recipe.rows * recipe.context / seconds
            print(f"{recipe.name}: step {step} of {steps}, loss {sum(losses) / len(losses):.3f}, {speed:,.0f} tokens/s", flush=True)
            losses = []
            state = {"step": step, "seconds": seconds, "model": model.state_dict(), "optimisers": [o.state_dict() for o in both]}
            half = checkpoint.with_suffix(".half")
            torch.save(state, half)
            half.replace(checkpoint)  # an interruption leaves the old one or the new one, never half of one
    return seconds

"""The training itself: a loop, two optimisers, and a checkpoint now and then."""

import copy
import time

import torch
import torch.nn.functional as F

from training import attention  # noqa: F401 (it registers itself)
from training.data import Rows
from training.model import logits
from training.recipes import rate

EVERY = 100  # steps from one checkpoint to the next


def optimisers(model, recipe, device):
    """Muon for the matrices inside the layers, AdamW for the rest.

    Muon makes every direction of a step equally long. A model that sees only a few million tokens gets further with it.
    GPT-2's c_attn is for AdamW too: it is Q, K and V side by side, and as V's gradient is by far the largest at first, Muon
    would find all its directions there and leave Q and K, so what the heads look at, where they were.
    """
    inside, rest = [], []
    for name, weight in model.named_parameters():
        is_inside = weight.ndim == 2 and (".h." in name or ".layer" in name) and "c_attn" not in name
        (inside if is_inside else rest).append(weight)
    return [
        torch.optim.Muon(inside, lr=recipe.lr, momentum=0.95, weight_decay=0.01),
        torch.optim.AdamW(rest, lr=recipe.lr_rest, betas=(0.9, 0.98), weight_decay=0.01, fused=True),
    ]


class Worker:
    """The copy of the model that computes gradients, in bfloat16 if wanted; the weights themselves stay in F32."""

    def __init__(self, model, half):
        self.model = model
        self.fast = copy.deepcopy(model).to(torch.bfloat16) if half else model
        self.fast.config._attn_implementation = "plain"
        self.pairs = list(zip(model.parameters(), self.fast.parameters())) if half else []

    def gradients(self, inputs, targets, positions):
        """Leaves gradients with the model's weights; returns the loss."""
        with torch.no_grad():
            for weight, fast in self.pairs:
                fast.copy_(weight)
                fast.grad = None
        wanted = targets != -100
        loss = F.cross_entropy(logits(self.fast, inputs, wanted, positions).float(), targets[wanted])
        loss.backward()
        for weight, fast in self.pairs:
            weight.grad = fast.grad.float()
        return loss.item()


def train(recipe, model, tokenizer, ids, steps, checkpoint, device, half):
    """Trains from the checkpoint on, if there is one; returns the seconds that it took in all, and all the lengths it had.

    A training that is over can be given more steps: the learning rate goes up again, and down to 0 at the new end.
    """
    rows, model = Rows(recipe, tokenizer, ids), model.to(device).train()
    both = optimisers(model, recipe, device)
    bases = [group["lr"] for optimiser in both for group in optimiser.param_groups]
    step, seconds, ends = 0, 0.0, []
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        step, seconds, ends = saved["step"], saved["seconds"], saved.get("ends", [])
        model.load_state_dict(saved["model"])
        for optimiser, state in zip(both, saved["optimisers"]):
            optimiser.load_state_dict(state)
        print(f"{recipe.name}: goes on at step {step}", flush=True)
    worker = Worker(model, half)
    began, losses = time.time() - seconds, []
    while step < steps:
        for group, base in zip((group for optimiser in both for group in optimiser.param_groups), bases):
            group["lr"] = base * rate(step, steps)
        batch = [None if part is None else part.to(device) for part in rows.step(step)]
        for optimiser in both:
            optimiser.zero_grad()
        losses.append(worker.gradients(*batch))
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in both:
            optimiser.step()
        step += 1
        if step == steps:
            ends.append(step)
        if step % EVERY == 0 or step == steps:
            seconds = time.time() - began
            speed = step * recipe.rows * recipe.context / seconds
            print(f"{recipe.name}: step {step} of {steps}, loss {sum(losses) / len(losses):.3f}, {speed:,.0f} tokens/s", flush=True)
            losses = []
            state = {"step": step, "seconds": seconds, "ends": ends, "model": model.state_dict(), "optimisers": [o.state_dict() for o in both]}
            partial = checkpoint.with_suffix(".partial")
            torch.save(state, partial)
            partial.replace(checkpoint)  # an interruption leaves the old one or the new one, never half of one
    return seconds, ends

"""Sinusoidal positions by Hugging Face transformers (DistilBERT's), written to positions.json."""

import torch
import transformers
from transformers.models.distilbert.modeling_distilbert import create_sinusoidal_embeddings

from fixture import short, write

cases = []
for n_tokens, d_model in [(1, 1), (4, 7), (16, 64), (50, 128)]:
    # It works in float64 and rounds once, so an angle computed in float32 shows as an error that grows with
    # the position; an odd width ends on a sine without its cosine.
    values = create_sinusoidal_embeddings(n_tokens, d_model, torch.empty(n_tokens, d_model))
    cases.append({"n_tokens": n_tokens, "d_model": d_model, "values": short(values)})

write("positions.json", {"made_by": f"transformers {transformers.__version__}", "tolerance": 1e-6}, "cases", cases)

"""The networks are transformers' own, so that what is exported is what every tool loads."""

import numpy as np
import torch
from transformers import BertConfig, BertForMaskedLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

from training.data import separator


SLOWEST = 100  # how much slower an encoder's last wave is than its first


def waves(n, d_model, slowest):
    """Sines and cosines [n, d_model]: where learned positions begin, so that "one to the left" is the same turn everywhere.

    From noise, a training as short as ours never finds out which positions are neighbours.
    """
    angles = torch.arange(n)[:, None] / slowest ** (torch.arange(0, d_model, 2) / d_model)
    return 0.05 * torch.cat([angles.sin(), angles.cos()], 1)


def look_aside(attention, head, shift, recipe):
    """Lets a head begin by looking at the token `shift` places on: its keys are positions' waves, its queries these, turned.

    A [MASK] says nothing but where it stands. Left to find its neighbours by itself, it says for the first million tokens
    only what is frequent.
    """
    half, d_head = recipe.d_model // 2, recipe.d_model // recipe.n_heads
    query, key = (torch.zeros(d_head, recipe.d_model) for _ in range(2))
    for pair in range(d_head // 2):
        turn = torch.tensor(shift / SLOWEST ** (pair / half))
        sine, cosine = 2 * pair, 2 * pair + 1
        key[sine, pair] = key[cosine, half + pair] = 1.0
        query[sine, pair], query[sine, half + pair] = turn.cos(), turn.sin()
        query[cosine, half + pair], query[cosine, pair] = turn.cos(), -turn.sin()
    rows = slice(head * d_head, (head + 1) * d_head)
    attention.query.weight.data[rows], attention.key.weight.data[rows] = 1.8 * query, 1.8 * key


def build(recipe, tokenizer, ids):
    """A model with random weights, and what is known before the training on ids. Nothing is dropped out: it sees few tokens more than once."""
    counts = np.bincount(ids, minlength=tokenizer.get_vocab_size()) + 0.5
    vocab_size, end = tokenizer.get_vocab_size(), separator(tokenizer)
    if recipe.family == "gpt2":
        config = GPT2Config(
            vocab_size=vocab_size, n_positions=recipe.context, n_embd=recipe.d_model, n_layer=recipe.n_layers,
            n_head=recipe.n_heads, n_inner=recipe.d_ff, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
            bos_token_id=end, eos_token_id=end, activation_function="gelu_pytorch_tanh", use_cache=False,
        )  # fmt: skip
        model = GPT2LMHeadModel(config)
        config.activation_function = "gelu_new"  # GPT-2's name for the same formula, which here would be six operations
        model.transformer.wpe.weight.data.copy_(waves(recipe.context, recipe.d_model, 500))
        return model
    if recipe.family == "llama":
        config = LlamaConfig(
            vocab_size=vocab_size, max_position_embeddings=recipe.context, hidden_size=recipe.d_model,
            num_hidden_layers=recipe.n_layers, num_attention_heads=recipe.n_heads, num_key_value_heads=recipe.n_heads,
            intermediate_size=recipe.d_ff, rms_norm_eps=1e-5, rope_theta=10_000.0, tie_word_embeddings=True,
            bos_token_id=end, eos_token_id=end, pad_token_id=None, use_cache=False,
        )  # fmt: skip
        return LlamaForCausalLM(config)
    config = BertConfig(
        vocab_size=vocab_size, max_position_embeddings=recipe.context, hidden_size=recipe.d_model,
        num_hidden_layers=recipe.n_layers, num_attention_heads=recipe.n_heads, intermediate_size=recipe.d_ff,
        hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, pad_token_id=tokenizer.token_to_id("[PAD]"),
    )  # fmt: skip
    model = BertForMaskedLM(config)
    # Positions begin larger than words, and both large beside a step, so that the waves are not washed away.
    torch.nn.init.normal_(model.bert.embeddings.word_embeddings.weight, std=0.05)
    model.bert.embeddings.position_embeddings.weight.data.copy_(3 * waves(recipe.context, recipe.d_model, SLOWEST))
    look_aside(model.bert.encoder.layer[0].attention.self, 0, -1, recipe)
    look_aside(model.bert.encoder.layer[0].attention.self, 1, 1, recipe)
    # What is frequent is known from the start. Otherwise the layers learn to say only that, whatever they see, and stay there.
    model.cls.predictions.bias.data.copy_(torch.from_numpy(np.log(counts / counts.sum())))
    return model


def logits(model, inputs, wanted, positions=None):
    """What the model says at the wanted places [n, vocab_size]; the others need no pass through the vocabulary."""
    apart = {} if positions is None else {"position_ids": positions, "guess_all": True}
    hidden = model.base_model(input_ids=inputs, **apart).last_hidden_state[wanted]
    return model.cls(hidden) if hasattr(model, "cls") else model.get_output_embeddings()(hidden)

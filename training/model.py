"""The networks are transformers' own, so that what is exported is what every tool loads."""

import torch
from transformers import BertConfig, BertForMaskedLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

from training.data import separator


def waves(n, d_model):
    """Sines and cosines [n, d_model]: where learned positions begin, so that "one to the left" is the same turn everywhere.

    From noise, a training as short as ours never finds out which positions are neighbours.
    """
    angles = torch.arange(n)[:, None] / 500 ** (torch.arange(0, d_model, 2) / d_model)
    return 0.05 * torch.cat([angles.sin(), angles.cos()], 1)


def build(recipe, tokenizer):
    """A model with random weights. Nothing is dropped out: it sees few tokens more than once."""
    vocab_size, end = tokenizer.get_vocab_size(), separator(tokenizer)
    if recipe.family == "gpt2":
        config = GPT2Config(
            vocab_size=vocab_size, n_positions=recipe.context, n_embd=recipe.d_model, n_layer=recipe.n_layers,
            n_head=recipe.n_heads, n_inner=recipe.d_ff, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
            bos_token_id=end, eos_token_id=end, activation_function="gelu_pytorch_tanh", use_cache=False,
        )  # fmt: skip
        model = GPT2LMHeadModel(config)
        config.activation_function = "gelu_new"  # GPT-2's name for the same formula, which here would be six operations
        model.transformer.wpe.weight.data.copy_(waves(recipe.context, recipe.d_model))
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
    model.bert.embeddings.position_embeddings.weight.data.copy_(waves(recipe.context, recipe.d_model))
    return model


def logits(model, inputs, wanted):
    """What the model says at the wanted places [n, vocab_size]; the others need no pass through the vocabulary."""
    hidden = model.base_model(input_ids=inputs).last_hidden_state[wanted]
    return model.cls(hidden) if hasattr(model, "cls") else model.get_output_embeddings()(hidden)

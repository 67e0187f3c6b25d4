"""How the models in assets/models were trained: fetch, clean, tokenizer, train, evaluate, export. See training/README.md."""

//! What the page shows of ELMo.

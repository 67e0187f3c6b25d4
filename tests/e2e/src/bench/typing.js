// Whether the page keeps up with a hand that types: a letter in every frame, faster than anybody's, before 10,000 characters,
// so that everything behind it moves. Nobody is measured beside it.
(() => {
  const SENTENCES = ['The animal didn\'t cross the street because it was too tired. ', '小猫没有过马路，因为它太累了。'];
  const text = SENTENCES.join('').repeat(10_000).slice(0, 10_000);

  const type = (field, letter) => {
    field.setRangeText(letter, 0, 0, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: letter, inputType: 'insertText' }));
  };

  const typing = (page, rest) => ({
    about: `A letter typed in every frame before 10,000 characters: ${page}`,
    frames: 120,
    async prepare() {
      await heedmap.setState({ text, ...rest });
      const field = document.querySelector('#text');
      return { heedmap: { what: 'input', act: (i) => type(field, 'etaoin'[i % 6]) } };
    },
  });
  bench.scenarios['typing-tokens'] = typing('Tokens, by GPT-2', { exhibit: 'tokens', tokenizer: 'gpt2' });
  bench.scenarios['typing-words'] = typing('Chinese words', { exhibit: 'segmentation', tokenizer: 'jieba' });
  bench.scenarios['typing-compare'] = typing('Compare tokenizers, four of them', { exhibit: 'compare', with: 'bytes,jieba,gpt2,bert-base-chinese' });
  bench.scenarios['typing-subwords'] = typing('Subwords, byte pair encoding', { exhibit: 'subwords' });
  bench.scenarios['typing-attention'] = typing('Attention', { exhibit: 'attention', tokenizer: 'words' });
})();

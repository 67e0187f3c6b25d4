// How fast texts are cut: GPT-2's tokenizer and jieba beside the libraries that people use in pages. Each call gets a
// text that nobody has seen: sentences in another order, with other numbers. Ours is the site's code, compiled as a
// module, since the site itself has it in a worker.
(() => {
  const MEGABYTE = 1e6;
  const { address, asset, has } = bench;
  // Without a text from elsewhere, as in a test, a few sentences have to do.
  const TEXTS = {
    english: [/(?<=[.?!]\s)/, 'Call me 7. It is 1 way that I have of driving off the spleen, and of regulating the circulation! '],
    chinese: [/(?<=[。？！\n])/, '南京市长江大桥在南京，全长6772米。小猫没有过马路，因为它太累了！'],
  };
  const sentences = async (language) => {
    const [end, few] = TEXTS[language];
    const file = `${language}.txt`;
    const text = (await has(file)) ? await (await fetch(address(file))).text() : few;
    const encoder = new TextEncoder();
    return text.split(end).map((sentence) => [sentence, encoder.encode(sentence).length]);
  };

  // Text number i, the same at each run.
  const fresh = (parts, i) => {
    let state = (i + 1) * 2654435769;
    const random = (n) => {
      state = (Math.imul(state ^ (state >>> 15), 2246822507) + 3266489909) | 0;
      return (state >>> 0) % n;
    };
    const order = parts.map((_, k) => k);
    const chosen = [];
    for (let [k, left] = [0, MEGABYTE]; k < order.length; k += 1) {
      const other = k + random(order.length - k);
      [order[k], order[other]] = [order[other], order[k]];
      const [sentence, length] = parts[order[k]];
      left -= length;
      if (left < 0) break;
      chosen.push(sentence.replace(/\d/g, () => random(10)));
    }
    // Through bytes and back: a string that has been put together is only flattened when it is read.
    return new TextDecoder().decode(new TextEncoder().encode(chosen.join('')));
  };

  const same = (name, ours, theirs) => {
    const at = theirs.findIndex((id, k) => id !== ours[k]);
    if (at >= 0 || ours.length !== theirs.length) throw new Error(`${name}: token ${at} of ${theirs.length} differs`);
  };

  const subwords = (language, about) => ({
    about,
    calls: true,
    bytes: MEGABYTE,
    async prepare() {
      const parts = await sentences(language);
      const make = (i) => fresh(parts, i);
      const gpt2 = new (await bench.module()).Subwords(await asset('gpt2/merges.bin.gz'));
      const ours = { heedmap: { what: 'ids', make, act: (text) => gpt2.encode(text) } };
      const file = 'esm/encoding/r50k_base.js';
      if (!(await has(file))) return ours;
      const peer = await import(address(file));
      for (const i of [1e3, 1e4]) {
        const text = make(i);
        same('gpt-tokenizer', gpt2.encode(text), peer.encode(text));
      }
      return { ...ours, 'gpt-tokenizer': { what: 'ids', make, act: (text) => peer.encode(text) } };
    },
  });
  bench.scenarios['gpt2-english'] = subwords('english', "A megabyte of English (*Moby-Dick*) cut into GPT-2's tokens");
  bench.scenarios['gpt2-chinese'] = subwords('chinese', "A megabyte of Chinese (reviews) cut into GPT-2's tokens");

  bench.scenarios.jieba = {
    about: 'A megabyte of Chinese (reviews) cut into words, with the hidden Markov model',
    calls: true,
    bytes: MEGABYTE,
    async prepare() {
      const parts = await sentences('chinese');
      const make = (i) => fresh(parts, i);
      const files = ['jieba/dict.txt.gz', 'jieba/hmm.txt.gz'];
      const words = new (await bench.module()).Words(...(await Promise.all(files.map(asset))));
      const objects = (text) => {
        let start = 0;
        return Array.from(words.ends(text), (end) => {
          const word = { word: text.slice(start, end), start, end };
          start = end;
          return word;
        });
      };
      const ours = {
        heedmap: { what: 'where each word ends', make, act: (text) => words.ends(text) },
        'heedmap-objects': { what: 'words and places, as objects', make, act: objects, ratio: false },
      };
      const file = 'pkg/web/jieba_rs_wasm.js';
      if (!(await has(file))) return ours;
      const peer = await import(address(file));
      await peer.default();
      return {
        ...ours,
        'jieba-wasm': { what: 'the same (tokenize)', make, act: (text) => peer.tokenize(text, 'default', true) },
        'jieba-wasm-cut': { what: 'words alone (cut)', make, act: (text) => peer.cut(text, true) },
      };
    },
  };
})();

// Vectors of words and of documents: how fast they are learnt, beside gensim, and how soon what was asked of them is on the screen.
(() => {
  const { address, frame, has, module, relaxed, words } = bench;

  // What is learnt from: Moby-Dick's sentences, one a line. Without them, as in a test, a few have to do.
  const FEW = 'a whale is a large fish and a fish is a small whale\nthe sea is large and the boat is small\n'.repeat(9);
  const SENTENCES = 'sentences.txt';
  const sentences = async () => ((await has(SENTENCES)) ? (await fetch(address(SENTENCES))).text() : FEW);

  // The same text by both. Whoever reads other words, or gives vectors to others, is not measured.
  const learning = (architecture, name) => ({
    about: `Vectors of 100 numbers learnt from *Moby-Dick*, read once, by ${name} with 5 negatives, window 5`,
    calls: true,
    async prepare() {
      const text = await sentences();
      const ours = ({ Learning }, what) => ({
        what, make: () => new Learning(text, architecture), act: (learning) => { learning.run(); learning.free(); return text; },
      });
      const kinds = [await relaxed(), await module()];
      const first = new kinds[0].Learning(text, architecture);
      this.words = first.n_read();
      const rows = { heedmap: ours(kinds[0], 'relaxed SIMD'), 'heedmap-simd128': ours(kinds[1], 'simd128') };
      if (!(await has('words.py'))) return rows;
      const train = async () => (await fetch(address(`gensim?${architecture}`))).json();
      const { n_read, n_words } = await train();
      if (n_read !== this.words || n_words !== first.n_words()) {
        throw new Error(`gensim reads ${n_read} words, ${n_words} different ones, not ${this.words} and ${first.n_words()}`);
      }
      return { ...rows, gensim: { what: 'native, one worker', time: async () => (await train()).ms, slow: true } };
    },
  });
  bench.scenarios['word2vec-cbow'] = learning('cbow', 'CBOW');
  bench.scenarios['word2vec-skip-gram'] = learning('skip-gram', 'Skip-gram');

  // Two words a document: 10,000 of them are as many characters as the page takes.
  const N_DOCUMENTS = 10_000;
  const documents = Array.from({ length: N_DOCUMENTS }, (_, i) => `w${(i * 7919) % 2000} ${(i * 31) % 97}`);
  const query = (i) => `w${(i * 613) % 2000} ${i % 97}`;
  bench.scenarios['search-10000'] = {
    about: '10,000 documents searched: another query, until what it finds is shown',
    module: true,
    async prepare() {
      await heedmap.setState({ exhibit: 'vectors', text: documents.join('\n'), tokenizer: 'whitespace', query: query(0) });
      const search = (i) => heedmap.setState({ query: query(i + 1) });
      const made = async (i) => {
        await frame();
        const start = performance.now();
        await search(i);
        return performance.now() - start;
      };
      const index = new (await module()).Search(documents.join('\n'));
      const REPEATS = 100;
      const alone = (i) => {
        const start = performance.now();
        for (let k = 0; k < REPEATS; k += 1) if (!index.find(query(i * REPEATS + k))) throw new Error('nothing found');
        return (performance.now() - start) / REPEATS;
      };
      return {
        heedmap: { what: 'on the page', act: search },
        'heedmap-made': { what: 'until the picture is made, the display aside', time: made, ratio: false },
        'heedmap-search': { what: 'the search alone, as a module', time: async (i) => alone(i), ratio: false, repeats: REPEATS },
      };
    },
  };

  const learnt = { exhibit: 'word2vec', text: words(5000), tokenizer: 'whitespace', near: 'w0', step: 1 };
  const part = () => document.querySelector('#scrub').value;
  const other = async (play) => {
    const before = part();
    while (part() === before) {
      if (play.ariaPressed === 'false') play.click();
      await frame();
    }
    return performance.now();
  };
  // A training is set off, goes on by itself for some parts, and rests; after its end it begins anew.
  const playing = async () => {
    const play = document.querySelector('#play');
    for (let k = 0; k < 3; k += 1) await other(play);
    const before = await other(play);
    const gap = (await other(play)) - before;
    if (play.ariaPressed === 'true') play.click();
    return gap;
  };
  const sight = (i) => `0.5,0.5,${1 + ((i % 7) + 1) / 10}`;
  bench.scenarios['map-5000'] = {
    about: 'A map of 5,000 words redrawn',
    async prepare() {
      await heedmap.setState(learnt);
      return {
        heedmap: { what: 'another part of it', act: (i) => heedmap.setState({ map: sight(i) }) },
        'heedmap-training': { what: 'while a training plays, from one to the next', time: playing, ratio: false },
      };
    },
  };
  bench.scenarios['map-5000-frames'] = {
    about: 'The same, asked for anew in every frame',
    frames: 60,
    async prepare() {
      await heedmap.setState(learnt);
      return { heedmap: { what: 'another part of it', act: (i) => heedmap.setState({ map: sight(i) }) } };
    },
  };
})();

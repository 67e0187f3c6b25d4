// What stands beside the site for the benchmark (`xtask/src/beside.rs`), as scenarios ask for it.
(() => {
  const address = (name) => new URL(`beside/${name}`, document.baseURI).href;
  const once = (make) => { let made; return () => (made ??= make()); };
  const list = once(async () => (await fetch(address('list.json'))).json());
  const has = async (name) => (await list()).includes(name);
  // A file of the site's, or of any address, as bytes.
  const asset = async (name) => {
    const response = await fetch(new URL(name, document.documentElement.dataset.base));
    return new Uint8Array(await response.arrayBuffer());
  };
  // Ours, built without and, where it is there, with relaxed SIMD.
  const load = async (name) => {
    const ours = await import(address(name));
    await ours.default();
    return ours;
  };
  const module = once(async () => {
    const plain = await load('heedmap_bench.js');
    const name = 'relaxed/heedmap_bench.js';
    return { plain, relaxed: (await has(name)) ? await load(name) : null };
  });
  Object.assign(bench, { address, asset, has, module, once });
})();

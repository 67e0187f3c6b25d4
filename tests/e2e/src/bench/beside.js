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
  // Runs a peer's script, if it was installed; whether it was.
  const scripts = {};
  const run = async (name) => {
    if (!(await has(name))) return false;
    const script = Object.assign(document.createElement('script'), { src: address(name) });
    await new Promise((resolve, reject) => {
      Object.assign(script, { onload: resolve, onerror: () => reject(new Error(`${name} does not load`)) });
      document.head.append(script);
    });
    return true;
  };
  const script = (name) => (scripts[name] ??= run(name));
  // Ours as a module, with what the site has in its worker or behind its page.
  const load = async (name) => {
    const ours = await import(address(name));
    const { memory } = await ours.default();
    return { ...ours, memory };
  };
  const module = once(() => load('heedmap_bench.js'));
  // The same with relaxed SIMD, which Chromium has.
  const relaxed = once(() => load('relaxed/heedmap_bench.js'));
  Object.assign(bench, { address, asset, has, module, once, relaxed, script });
})();

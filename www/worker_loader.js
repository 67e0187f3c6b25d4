// Starts the application's worker, a thread that computes. The page makes it by
// new Worker(new URL('worker_loader.js', document.documentElement.dataset.base), { type: 'module' }).

import './relaxed_simd.js';

// A failure in Rust's asynchronous code is a rejected promise, of which a page hears nothing. Thrown as an error, it
// reaches the page's Worker object as an `error` event.
addEventListener('unhandledrejection', (event) => {
  throw event.reason;
});

// Hugging Face's tokenizers are a program of their own, which most visits do not need. Imported once, however often asked.
globalThis.loadTokenizers = async () => {
  const { default: start } = await import('./tokenizers.js');
  await (globalThis.startedTokenizers ??= start({ module_or_path: new URL('tokenizers_bg.wasm', import.meta.url) }));
};

// Both files are fetched at the same time.
const code = fetch(new URL(`${WORKER}_bg.wasm`, import.meta.url));
const { default: init } = await import(`./${WORKER}.js`);
init({ module_or_path: code });

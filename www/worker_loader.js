// Starts the application's worker, a thread that computes. The page makes it by
// new Worker(new URL('worker_loader.js', document.documentElement.dataset.base), { type: 'module' }).

import init from './worker.js';

// A failure in Rust's asynchronous code is a rejected promise, of which a page hears nothing. Thrown as an error, it
// reaches the page's Worker object as an `error` event.
addEventListener('unhandledrejection', (event) => {
  throw event.reason;
});

init({ module_or_path: new URL('worker_bg.wasm', import.meta.url) });

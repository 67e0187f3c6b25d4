// Tells which worker a browser can run: one that multiplies and adds in one step, or the other. A plain script, since
// the service worker needs it too, to keep that one.

// Asks the browser about the smallest module with such a step: a function that returns f32x4.relaxed_madd of zeros.
[globalThis.WORKER, globalThis.OTHER_WORKER] = (() => {
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  const types = [1, 5, 1, 0x60, 0, 1, 0x7b]; // one type: () -> v128
  const functions = [3, 2, 1, 0]; // one function of that type
  const zeros = [0x41, 0, 0xfd, 15]; // i32.const 0, i8x16.splat
  const body = [0, ...zeros, ...zeros, ...zeros, 0xfd, 0x85, 2, 11]; // f32x4.relaxed_madd, end
  const bodies = [10, body.length + 2, 1, body.length, ...body];
  const bytes = new Uint8Array([...head, ...types, ...functions, ...bodies]);
  return WebAssembly.validate(bytes) ? ['worker_relaxed', 'worker'] : ['worker', 'worker_relaxed'];
})();

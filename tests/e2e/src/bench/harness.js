// How the benchmark measures in the page. `scenarios.js` and those beside it add what is measured; `mod.rs` calls `bench.prepare` once and
// `bench.measure` in turns, so that each contender meets the same mood of the machine.
(() => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // A message that is sent while a frame is being made arrives when that frame is painted.
  const painted = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(port1.close());
    port2.postMessage(null);
  });

  // Milliseconds from the call to the end of the frame that shows what it did. Called as a frame begins: what is done
  // at once is then measured without waiting for the display, as the time the main thread was busy.
  const shown = async (act, i) => {
    await pause(60);
    await frame();
    const start = performance.now();
    let isDone = false;
    const acting = Promise.resolve(act(i)).then(() => { isDone = true; });
    await painted();
    if (!isDone) {
      await acting;
      await frame();
      await painted();
    }
    return performance.now() - start;
  };

  // Milliseconds of a call, which may have to be repeated for a clock of tenths. What it is called with is made before.
  const called = async ({ act, make, repeats = 1 }, i) => {
    const input = make(i);
    await pause(20);
    const start = performance.now();
    let answer;
    for (let k = 0; k < repeats; k += 1) {
      answer = act(input);
      if (answer instanceof Promise) answer = await answer;
    }
    const end = performance.now();
    if (!answer.length) throw new Error('a call found nothing');
    return (end - start) / repeats;
  };

  // One call a frame; milliseconds from each frame to the next.
  const frames = async (act, i, n) => {
    const gaps = [];
    let last = await frame();
    for (let k = 0; k < n; k += 1) {
      act(i * n + k);
      const now = await frame();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  };

  // What several scenarios are about: so many words, the rows of a plane of a stack of matrices, and where something is.
  const words = (n) => Array.from({ length: n }, (_, i) => `w${(i * 7919) % n}`).join(' ');
  const rows = (values, n, plane) =>
    Array.from({ length: n }, (_, row) => values.subarray((plane * n + row) * n, (plane * n + row + 1) * n));
  const largest = (values) => values.reduce((most, value) => Math.max(most, value), 0);
  const box = (css) => document.querySelector(css).getBoundingClientRect();

  let contenders = {};
  // How long a repetition takes.
  const timed = (name, key) => {
    const contender = contenders[key];
    return contender.time ?? (bench.scenarios[name].calls ? (i) => called(contender, i) : (i) => shown(contender.act, i));
  };
  const bench = {
    scenarios: {},
    frame,
    words,
    rows,
    largest,
    box,
    hasPlotly: typeof Plotly === 'object',

    // A place for a peer's picture, over the page while it is the peer's turn and not in the document otherwise: what
    // is not shown costs nobody anything.
    peer(width, height) {
      const place = document.createElement('div');
      place.className = 'peer';
      Object.assign(place.style, { position: 'fixed', left: 0, top: 0, zIndex: 99, background: 'white' });
      Object.assign(place.style, { width: `${width}px`, height: `${height}px` });
      document.body.append(place);
      return place;
    },

    async prepare(name) {
      document.querySelectorAll('.peer').forEach((place) => place.remove());
      const scenario = bench.scenarios[name];
      contenders = await scenario.prepare();
      const list = Object.entries(contenders).map(([key, { what, ratio = true, slow = false, work, bytes, repeats }]) => ({ name: key, what, ratio, slow, work, bytes, repeats }));
      const { about, frames = 0, calls = false, keys = false, bytes = 0, words: read = 0 } = scenario;
      return { about, frames, calls, keys, bytes, words: read, contenders: list };
    },

    // A contender takes its place. It begins with a rest, so that nobody sweeps up another's garbage, and with calls that are
    // not counted, so that nobody finds the caches full of another's things.
    async begin(name, key, first, uncounted) {
      const { place } = contenders[key];
      document.querySelectorAll('.peer').forEach((other) => other.remove());
      if (place) document.body.append(place);
      if (uncounted) await pause(500);
      const time = timed(name, key);
      for (let i = 0; i < uncounted; i += 1) await time(first + i);
    },

    // `repetitions` numbers, milliseconds each, of the contender that has begun.
    async measure(name, key, first, repetitions) {
      const { frames: n } = bench.scenarios[name];
      if (n) return frames(contenders[key].act, first, n);
      const [times, time] = [[], timed(name, key)];
      for (let i = 0; i < repetitions; i += 1) times.push(await time(first + i));
      return times;
    },
  };
  window.bench = bench;
})();

// How the benchmark measures in the page. `scenarios.js` adds what is measured; `mod.rs` calls `bench.prepare` once and
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

  let contenders = {};
  const bench = {
    scenarios: {},
    hasPlotly: typeof Plotly === 'object',

    // A place for a peer's picture, over the page while it is the peer's turn and gone otherwise.
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
      const list = Object.entries(contenders).map(([key, { what, ratio }]) => ({ name: key, what, ratio: ratio ?? true }));
      return { about: scenario.about, frames: scenario.frames ?? 0, contenders: list };
    },

    // `repetitions` numbers, milliseconds each. The first call after another contender's turn is not counted.
    async measure(name, key, first, repetitions) {
      const { act, place } = contenders[key];
      document.querySelectorAll('.peer').forEach((other) => { other.hidden = other !== place; });
      const { frames: n } = bench.scenarios[name];
      await shown(act, first);
      if (n) return frames(act, first + 1, n);
      const times = [];
      for (let i = 1; i <= repetitions; i += 1) times.push(await shown(act, first + i));
      return times;
    },
  };
  window.bench = bench;
})();

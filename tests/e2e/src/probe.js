// Hears all that goes wrong in a page, and keeps hold of its workers. The test server puts it before every other
// script; it is no part of the site.
(() => {
  const probe = { records: [], workers: [], said: [], hold: false };
  Object.defineProperty(window, '__probe', { value: probe });
  const record = (kind, text) => probe.records.push(`${kind}: ${text}`);

  for (const level of ['error', 'warn']) {
    const original = console[level];
    console[level] = function (...values) {
      record(`console.${level}`, values.map((value) => (value && value.stack) || String(value)).join(' '));
      return original.apply(this, values);
    };
  }
  addEventListener('error', (event) => {
    const source = event.target && (event.target.src || event.target.href);
    record('error', event.message || `cannot load ${source}`);
  }, true);
  addEventListener('unhandledrejection', (event) => {
    record('unhandledrejection', (event.reason && event.reason.stack) || String(event.reason));
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    record('securitypolicyviolation', `${event.effectiveDirective} ${event.blockedURI}`);
  });

  // What a page shows first, and where its map stands.
  probe.look = () => {
    const text = (css) => document.querySelector(css)?.textContent;
    const cells = document.querySelector('.panel.weights .cells'), axes = document.querySelector('.panel.weights .axes');
    const { lang, dataset: { theme } } = document.documentElement;
    return {
      shown: {
        lang, theme, title: document.title, heading: text('h1'), intro: text('.intro'),
        text: document.querySelector('.hero textarea')?.value, panel: text('.panel.weights h2'),
        note: text('.panel.weights .note'), shape: text('.panel.weights .shape'),
        summary: cells?.closest('.sheet').getAttribute('aria-label'), cells: cells?.toDataURL(), axes: axes?.toDataURL(),
      },
      place: probe.place(), workers: probe.workers.length,
    };
  };

  // The place of the map in the page, and how many cells it has side by side; null where there is none.
  probe.place = () => {
    const cells = document.querySelector('.panel.weights .cells');
    const { x, y, width, height } = cells?.getBoundingClientRect() ?? {};
    return cells && [x + scrollX, y + scrollY, width, height, cells.width];
  };

  // The page marks the first picture when it is on the screen; from then on each frame is looked at, until the
  // application has painted its own.
  const mark = performance.mark.bind(performance);
  performance.mark = (name, ...rest) => {
    const made = mark(name, ...rest);
    if (name === 'heedmap-first-picture') {
      probe.first = probe.look();
      probe.pictures = [...document.querySelectorAll('canvas')];
      probe.frames = [];
      const watch = () => {
        const place = probe.place(), isOther = JSON.stringify(place) !== JSON.stringify(probe.frames.at(-1));
        if (isOther) probe.frames.push(place);
        const { length } = document.querySelectorAll('.panel.weights');
        const isThere = length === 1 && document.querySelector('.sheet[data-figure=weights]') && probe.seen++ > 5;
        if (!isThere) requestAnimationFrame(watch);
      };
      probe.seen = 0;
      requestAnimationFrame(watch);
    }
    return made;
  };

  const { Worker } = window;
  window.Worker = class extends Worker {
    constructor(...values) {
      super(...values);
      probe.workers.push(this);
      // What the worker says, without an answer's header: whether it loads something, whether it answers.
      this.addEventListener('message', ({ data }) => probe.said.push(String(data[1]).slice(0, 80)));
    }

    // While `probe.hold` is set, nothing reaches a worker: it seems to compute for ever.
    postMessage(...values) {
      if (!probe.hold) super.postMessage(...values);
    }
  };
})();

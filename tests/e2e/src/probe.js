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

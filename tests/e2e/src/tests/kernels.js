// Runs what computes, in each binary that this browser can run, and holds it against sums that are written out here. Resolves to
// the names of the binaries, or rejects with the first number that is wrong.
const numbers = (seed, n) => Float32Array.from({ length: n }, (_, i) => Math.fround(Math.sin((i + 1) * 12.9898 * seed)));
const far = (found, exact, most) => found.length !== exact.length || found.some((x, i) => !(Math.abs(x - exact[i]) <= most));

// Of each row of `a` and each column of `b` the sum, in 64 bits.
const product = (a, b, n, k, m) => Float64Array.from({ length: n * m }, (_, place) => {
  const [row, col] = [Math.floor(place / m), place % m];
  let sum = 0;
  for (let i = 0; i < k; i += 1) sum += a[row * k + i] * b[i * m + col];
  return sum;
});

// The same in bytes, by the rule: rows on 128 steps from their least number to their largest, columns on 127 from 0.
const productOfBytes = (a, b, n, k, m) => {
  const f = Math.fround;
  const even = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));
  const rows = Array.from({ length: n }, (_, row) => {
    const line = a.subarray(row * k, (row + 1) * k);
    const [low, high] = [Math.min(...line), Math.max(...line)];
    const step = f(f(high - low) / 127);
    return { low, step, steps: Array.from(line, (x) => (step ? even(f(f(x - low) * f(1 / step))) : 0)) };
  });
  const cols = Array.from({ length: m }, (_, col) => {
    const line = Array.from({ length: k }, (_, i) => b[i * m + col]);
    const scale = f(Math.max(...line.map(Math.abs)) / 127);
    const steps = line.map((w) => even(f(w / scale)));
    return { scale, steps, sum: steps.reduce((x, y) => x + y) };
  });
  return Float32Array.from({ length: n * m }, (_, place) => {
    const [row, col] = [rows[Math.floor(place / m)], cols[place % m]];
    const sum = row.steps.reduce((sum, x, i) => sum + x * col.steps[i], 0);
    return f(f(f(f(sum) * row.step) + f(row.low * col.sum)) * col.scale);
  });
};

// Attention of `h` heads of X with the matrices W_q, W_k, W_v, W_o, `[d, d]` each, output by input: the weights.
const weights = (x, parameters, n, d, h) => {
  const map = (part) => {
    const w = parameters.subarray(part * d * d, (part + 1) * d * d);
    const turned = Float32Array.from({ length: d * d }, (_, i) => w[(i % d) * d + Math.floor(i / d)]);
    const bias = parameters.subarray(4 * d * d + part * d, 4 * d * d + (part + 1) * d);
    return product(x, turned, n, d, d).map((sum, i) => sum + bias[i % d]);
  };
  const [q, k, size] = [map(0), map(1), d / h];
  const found = [];
  for (let head = 0; head < h; head += 1) {
    for (let query = 0; query < n; query += 1) {
      const scores = Array.from({ length: n }, (_, key) => {
        let sum = 0;
        for (let i = head * size; i < (head + 1) * size; i += 1) sum += q[query * d + i] * k[key * d + i];
        return Math.exp(sum / Math.sqrt(size));
      });
      const whole = scores.reduce((a, b) => a + b);
      found.push(...scores.map((score) => score / whole));
    }
  }
  return found;
};

const SIZES = [[1, 1, 1], [1, 7, 75], [5, 3, 9], [4, 64, 8], [6, 1027, 137], [130, 600, 20], [3, 32, 200]];
const check = async (folder) => {
  const { default: init, Product, ProductOfBytes, Attention } = await import(new URL(`beside/${folder}heedmap_bench.js`, document.baseURI).href);
  const { memory } = await init();
  for (const [n, k, m] of SIZES) {
    const [a, b] = [numbers(1, n * k), numbers(2, k * m)];
    const ours = new Product(a, b, n, k, m);
    ours.run();
    if (far(ours.out(), product(a, b, n, k, m), 1e-6 * k + 1e-7)) throw new Error(`${folder}: product ${n} × ${k} × ${m}`);
    const bytes = new ProductOfBytes(a, b, n, k, m);
    bytes.run();
    if (far(bytes.out(), productOfBytes(a, b, n, k, m), 0)) throw new Error(`${folder}: product of bytes ${n} × ${k} × ${m}`);
  }
  for (const [n, d, h] of [[1, 8, 2], [7, 12, 3], [67, 48, 4]]) {
    const [x, parameters] = [numbers(3, n * d), numbers(4, 4 * d * d + 4 * d)];
    const [, maps] = new Attention(d, h, parameters).run(x);
    if (far(maps, weights(x, parameters, n, d, h), 2e-5)) throw new Error(`${folder}: attention of ${n} tokens, d ${d}, ${h} heads`);
  }
  // What a pass needs, it finds where the pass before left it: it asks the browser for nothing.
  const [n, d, h] = [259, 96, 3];
  const [x, attention] = [numbers(3, n * d), new Attention(d, h, numbers(4, 4 * d * d + 4 * d))];
  attention.run(x);
  const after = memory.buffer.byteLength;
  for (let pass = 0; pass < 8; pass += 1) attention.run(x);
  if (memory.buffer.byteLength !== after) throw new Error(`${folder}: a pass after the first took ${memory.buffer.byteLength - after} bytes`);
  return folder;
};
const bytes = await (await fetch(new URL('beside/relaxed/heedmap_bench_bg.wasm', document.baseURI))).arrayBuffer();
return Promise.all(['', ...(WebAssembly.validate(bytes) ? ['relaxed/'] : [])].map(check));

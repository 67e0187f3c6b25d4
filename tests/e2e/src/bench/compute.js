// How fast numbers are worked out: products, a layer of attention with its maps, a whole model with all of them. Ours is what the
// site's worker runs, compiled as a module; its peers are the libraries that a page would take for it, one thread each.
(() => {
  const { address, asset, has, module, once, relaxed } = bench;

  // Numbers between -1 and 1, the same as in models.py.
  const numbers = (seed, n, scale = 1) => Float32Array.from({ length: n }, (_, i) => {
    let x = (i + Math.imul(seed, 0x9e3779b1)) | 0;
    for (const [shift, factor] of [[16, 0x85ebca6b], [13, 0xc2b2ae35], [16, 1]]) x = Math.imul(x ^ (x >>> shift), factor);
    return ((x >>> 0) / 2 ** 31 - 1) * scale;
  });

  // The peers, each with what it needs; nothing where they are not served.
  const onnx = once(async () => {
    if (!(await has('onnx/ort.wasm.min.mjs'))) return null;
    const ort = await import(address('onnx/ort.wasm.min.mjs'));
    Object.assign(ort.env.wasm, { numThreads: 1, wasmPaths: address('onnx/') });
    const open = (file) => ort.InferenceSession.create(address(`models/${file}`), { executionProviders: ['wasm'] });
    return { ort, open };
  });
  const tensorflow = once(async () => {
    for (const file of ['tf-core', 'tf-backend-wasm']) {
      if (!(await bench.script(`tensorflow/${file}.min.js`))) return null;
    }
    tf.wasm.setWasmPaths(address('tensorflow/'));
    tf.wasm.setThreadsCount(1);
    await tf.setBackend('wasm');
    return tf;
  });

  const largest = (ours, theirs) => {
    if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers, not ${theirs.length}`);
    return ours.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i]) || (value === theirs[i] ? 0 : NaN)), 0);
  };
  // What is measured must be the same: an error beyond `most`, else what to say of it.
  const agree = (name, ours, theirs, most = 1e-5) => {
    const found = Math.max(...ours.map((list, i) => largest(list, theirs[i])));
    if (!(found <= most)) throw new Error(`${name} differs from ours by ${found}`);
    return `differs by ${found.toExponential(0)}`;
  };

  // Both of our binaries.
  const ours = async (contender) => ({
    heedmap: await contender(await relaxed(), 'relaxed SIMD'),
    'heedmap-simd128': await contender(await module(), 'simd128'),
  });
  // What a pass gives back must do for the next one: after the first, memory does not grow.
  const steady = ({ memory }, run) => {
    run();
    const bytes = memory.buffer.byteLength;
    const found = run();
    if (memory.buffer.byteLength !== bytes) throw new Error(`the second pass took ${memory.buffer.byteLength - bytes} bytes more`);
    return found;
  };
  // An answer is looked at until the next one is there; then its memory goes back with what is asked next, as on the page.
  const lent = (work, ...rest) => {
    let [shown, before] = [[], []];
    return (input) => {
      work.take(before);
      [shown, before] = [work.run(input, ...rest), shown];
      return shown;
    };
  };
  const peaks = async () => {
    const ROUNDS = 5_000_000;
    const row = (name, { Registers }) => ({
      [name]: { what: 'multiply-adds on registers', ratio: false, work: ROUNDS * 96, make: () => ROUNDS, act: (n) => ({ length: Registers.multiply_adds(n) }) },
    });
    return { ...row('peak', await relaxed()), ...row('peak-simd128', await module()) };
  };
  // The same of bytes, where there is one instruction for them.
  const peakOfBytes = async () => {
    const ROUNDS = 5_000_000;
    const { Registers } = await relaxed();
    const act = (n) => ({ length: Registers.byte_products(n) });
    return { 'peak-bytes': { what: 'products of bytes on registers', ratio: false, work: ROUNDS * 384, make: () => ROUNDS, act } };
  };

  // Reading from one end to the other: of as many bytes as a matrix has, which a cache may hold, and of more than it can.
  const readings = async (bytes) => {
    const { Memory } = await module();
    const row = (bytes) => {
      const memory = new Memory(bytes);
      const repeats = Math.ceil(2e8 / bytes);
      return { what: `${(bytes / 1e6).toFixed(1)} MB read`, ratio: false, bytes, repeats, make: () => memory, act: () => ({ length: memory.read() }) };
    };
    return { 'memory-same': row(bytes), memory: row(128e6) };
  };

  const product = (n, k, m) => ({
    about: `${n === 1 ? 'Vector × matrix' : 'Matrix product'} ${n} × ${k} × ${m}, f32, the right side known before`,
    calls: true,
    async prepare() {
      const [a, b] = [numbers(1, n * k), numbers(2, k * m)];
      const work = 2 * n * k * m;
      const row = (what, act) => ({ what, act, work, make: () => a, repeats: Math.ceil(4e8 / work) });
      let out;
      const rows = await ours(({ Product }, what) => {
        const product = new Product(a, b, n, k, m);
        product.run();
        out = product.out();
        return row(what, () => { product.run(); return a; });
      });
      const close = k * 1e-6;
      const runtime = await onnx();
      if (runtime) {
        const session = await runtime.open(`matmul-${n}x${k}x${m}.onnx`);
        const run = () => session.run({ a: new runtime.ort.Tensor('float32', a, [n, k]) });
        const said = agree('ONNX Runtime', [out], [(await run()).product.data], close);
        rows['onnxruntime-web'] = row(said, async () => (await run()).product.data);
      }
      const tf = await tensorflow();
      if (tf) {
        const [left, right] = [tf.tensor2d(a, [n, k]), tf.tensor2d(b, [k, m])];
        const run = (read) => {
          const product = tf.matMul(left, right);
          const found = read ? product.dataSync() : a;
          product.dispose();
          return found;
        };
        rows.tfjs = row(agree('TensorFlow.js', [out], [run(true)], close), () => run(false));
      }
      return { ...rows, ...(await peaks()), ...(n === 1 && (await readings(4 * k * m))) };
    },
  });
  for (const sizes of [[128, 384, 384], [128, 768, 768], [512, 768, 768], [1024, 64, 1024], [1, 768, 3072]]) {
    bench.scenarios[`matmul-${sizes.join('x')}`] = product(...sizes);
  }

  const D_HEAD = 64;
  const parameters = (d) => numbers(3, 4 * d * (d + 1), Math.sqrt(3 / d));
  const embedded = (n, d) => numbers(4, n * d, Math.sqrt(3));
  const multiplyAdds = (n, d) => 2 * (4 * n * d * d + 2 * n * n * d);

  // The layer in TensorFlow.js: weights are [d, d] input by output there.
  const tensorflowLayer = (tf, d, n) => {
    const all = parameters(d);
    const matrix = (i) => tf.tidy(() => tf.transpose(tf.tensor2d(all.subarray(i * d * d, (i + 1) * d * d), [d, d])).clone());
    const bias = (i) => tf.tensor1d(all.subarray(4 * d * d + i * d, 4 * d * d + (i + 1) * d));
    const maps = [0, 1, 2, 3].map((i) => [matrix(i), bias(i)]);
    const linear = (x, [b, bias]) => tf.fused.matMul({ a: x, b, bias });
    return (x) => {
      let read; // not handed out of tidy, which would look for tensors in every number
      tf.tidy(() => {
        const input = tf.tensor2d(x, [n, d]);
        // K is transposed by itself: products of a transposed side take a slow way here.
        const order = [[1, 0, 2], [1, 2, 0], [1, 0, 2]];
        const [q, k, v] = order.map((axes, i) => tf.transpose(tf.reshape(linear(input, maps[i]), [n, d / D_HEAD, D_HEAD]), axes));
        const weights = tf.softmax(tf.matMul(tf.mul(q, D_HEAD ** -0.5), k));
        const found = tf.reshape(tf.transpose(tf.matMul(weights, v), [1, 0, 2]), [n, d]);
        read = [linear(found, maps[3]).dataSync(), weights.dataSync()];
      });
      return read;
    };
  };

  const layer = (n, d) => ({
    about: `A layer of attention with the maps of its ${d / D_HEAD} heads, ${n} tokens, d ${d}, f32`,
    calls: true,
    async prepare() {
      const x = embedded(n, d);
      const row = (what, act) => ({ what, act, work: multiplyAdds(n, d), make: () => x });
      let found;
      const rows = await ours((kind, what) => {
        const layer = new kind.Attention(d, d / D_HEAD, parameters(d));
        found = steady(kind, () => layer.run(x));
        return row(what, lent(layer));
      });
      const runtime = await onnx();
      if (runtime) {
        const session = await runtime.open(`attention-${d}.onnx`);
        const run = async () => {
          const { output, weights } = await session.run({ x: new runtime.ort.Tensor('float32', x, [1, n, d]) });
          return [output.data, weights.data];
        };
        rows['onnxruntime-web'] = row(agree('ONNX Runtime', found, await run()), run);
      }
      const tf = await tensorflow();
      if (tf) {
        const run = tensorflowLayer(tf, d, n);
        rows.tfjs = { ...row(agree('TensorFlow.js', found, run(x)), run), slow: n > 512 };
      }
      return { ...rows, ...(await peaks()) };
    },
  });
  bench.scenarios['attention-256'] = layer(256, 768);
  bench.scenarios['attention-1024'] = layer(1024, 768);

  // How cost grows. Nobody is measured beside it.
  const growth = (about, sizes, head) => ({
    about,
    calls: true,
    async prepare() {
      const most = (await onnx()) ? Infinity : 1024; // a test has no time for more
      const { Attention } = await relaxed();
      const rows = sizes.filter(([n]) => n <= most).map(([n, d]) => {
        const layer = new Attention(d, d / D_HEAD, parameters(d));
        const x = embedded(n, d);
        return { what: `${n} tokens, d ${d}`, work: multiplyAdds(n, d), make: () => x, act: lent(layer, head), ratio: false, slow: n > 1024 };
      });
      const names = rows.map((row, i) => [i ? `heedmap-${i + 1}` : 'heedmap', row]);
      return { ...Object.fromEntries(names), ...(await peaks()) };
    },
  });
  bench.scenarios['growth-tokens'] = growth(
    'How attention grows with the text: one head\'s map of 12 asked for', [64, 128, 256, 512, 1024, 2048, 4096].map((n) => [n, 768]), 0);
  bench.scenarios['growth-width'] = growth(
    'How attention grows with the width: every map', [128, 256, 512, 768, 1024].map((d) => [256, d]));

  // MiniLM, or without it, as in a test, a model of the site's.
  const arrived = async (kind) => {
    const folder = (await has('models/minilm/config.json')) ? address('models/minilm/') : 'models/en-encoder/';
    const [config, weights] = await Promise.all(['config.json', 'model.safetensors'].map((file) => asset(folder + file)));
    const arriving = new kind.Arriving(config);
    for (let at = 0; at < weights.length; at += 1 << 22) arriving.push(weights.subarray(at, at + (1 << 22)));
    return { whole: arriving.finish(), isMiniLm: folder !== 'models/en-encoder/' };
  };
  const models = new Map();
  const loaded = (kind) => models.get(kind) ?? models.set(kind, arrived(kind)).get(kind);
  const opened = once(async () => ({
    exact: await (await onnx()).open('minilm/onnx/model.onnx'),
    quantized: await (await onnx()).open('minilm/onnx/model_quantized.onnx'),
  }));
  const transformers = once(async () => {
    const { AutoModel, env, Tensor } = await import(address('transformers/transformers.min.js'));
    Object.assign(env, { allowRemoteModels: false, allowLocalModels: true, localModelPath: address('models/'), useBrowserCache: false });
    Object.assign(env.backends.onnx.wasm, { numThreads: 1, wasmPaths: address('transformers/') });
    const model = await AutoModel.from_pretrained('minilm', { device: 'wasm', dtype: 'fp32' });
    return { model, Tensor };
  });

  const texts = (n, vocabulary) => Uint32Array.from(numbers(5, n), (value) => Math.floor((value + 1) / 2 * (vocabulary - 10)));
  const inputs = (Tensor, ids) => {
    const input = (values) => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, ids.length]);
    return { input_ids: input(Array.from(ids)), attention_mask: input(Array(ids.length).fill(1)), token_type_ids: input(Array(ids.length).fill(0)) };
  };
  const read = (found) => [found.last_hidden_state, ...[0, 1, 2, 3, 4, 5].map((i) => found[`attentions.${i}`])].map((tensor) => tensor.data);
  const off = (exact, found) => {
    let [sum, most, n] = [0, 0, 0];
    exact.slice(1).forEach((map, i) => map.forEach((weight, k) => {
      const far = Math.abs(weight - found[i + 1][k]);
      [sum, most, n] = [sum + far, Math.max(most, far), n + 1];
    }));
    return `int8, off by ${(sum / n).toExponential(1)} (at most ${most.toFixed(2)})`;
  };

  const work = (n) => 6 * (multiplyAdds(n, 384) + 2 * 2 * n * 384 * 1536);
  const whole = (n) => ({
    about: `all-MiniLM-L6-v2 with all of its 72 maps, ${n} tokens`,
    calls: true,
    async prepare() {
      const row = (what, act, rest) => ({ what, act, make: () => ids, ...rest });
      let [ids, found] = [texts(n, 30_522)];
      const rows = await ours(async (kind, what) => {
        const { whole, isMiniLm } = await loaded(kind);
        if (!isMiniLm) ids = texts(Math.min(n, 128), 500);
        found = steady(kind, () => whole.run(ids, false));
        return row(`f32, ${what}`, lent(whole, false), { work: work(n) });
      });
      const runtime = await onnx();
      if (!runtime) return rows;
      const { exact } = await opened();
      const run = async (session) => read(await session.run(inputs(runtime.ort.Tensor, ids)));
      rows['onnxruntime-web'] = row(`f32, ${agree('ONNX Runtime', found.slice(1), (await run(exact)).slice(1))}`, () => run(exact));
      const { model, Tensor } = await transformers();
      const theirs = async () => {
        const answer = await model(inputs(Tensor, ids));
        return answer;
      };
      rows['transformers.js'] = row('f32', async () => (await theirs()).last_hidden_state.data);
      return { ...rows, ...(await peaks()) };
    },
  });

  // The same in int8: each says how far it is from its own f32.
  const bytes = (n) => ({
    about: `all-MiniLM-L6-v2 in int8 with all of its 72 maps, ${n} tokens`,
    calls: true,
    async prepare() {
      let ids = texts(n, 30_522);
      const row = (what, act) => ({ what, act, work: work(n), make: () => ids });
      const rows = await ours(async (kind, what) => {
        const { whole, isMiniLm } = await loaded(kind);
        if (!isMiniLm) ids = texts(Math.min(n, 128), 500);
        const exact = whole.run(ids, false);
        whole.run(ids, true); // makes the bytes of the weights, which stay where its own buffers then cannot be
        return row(`${off(exact, steady(kind, () => whole.run(ids, true)))}, ${what}`, lent(whole, true));
      });
      const runtime = await onnx();
      if (!runtime) return rows;
      Object.assign(rows, await peaks(), await peakOfBytes());
      const { exact, quantized } = await opened();
      const run = async (session) => read(await session.run(inputs(runtime.ort.Tensor, ids)));
      rows['onnxruntime-web'] = row(off(await run(exact), await run(quantized)), () => run(quantized));
      return rows;
    },
  });
  bench.scenarios['minilm-64'] = whole(64);
  bench.scenarios['minilm-256'] = whole(256);
  bench.scenarios['minilm-int8-64'] = bytes(64);
  bench.scenarios['minilm-int8-256'] = bytes(256);
})();

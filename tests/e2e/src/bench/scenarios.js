// What the benchmark measures: for each scenario the page is brought into a state, and each contender gets a function
// that shows the next picture. Peers draw the same numbers at the same size, without what they need for being pointed at.
(() => {
  const { box, largest, rows, words } = bench;
  const config = { staticPlot: true, displayModeBar: false };
  const heatmap = (z, zmax, colorscale) => ({ type: 'heatmap', z, zmin: 0, zmax, colorscale, showscale: true });

  // A Plotly figure as large as one of ours, its cells where ours are.
  const figure = (name) => {
    const [sheet, cells] = [box(`.sheet[data-figure=${name}]`), box(`.sheet[data-figure=${name}] .cells`)];
    const margin = { l: cells.left - sheet.left, t: cells.top - sheet.top, r: sheet.right - cells.right + 60, b: sheet.bottom - cells.bottom };
    const layout = { width: sheet.width + 60, height: sheet.height, margin, yaxis: { autorange: 'reversed' } };
    return { layout, place: bench.peer(layout.width, layout.height) };
  };

  // Heads of one size, the next one at each call.
  const heads = async (options) => {
    const { text, n_heads: n, ...rest } = options;
    const { weights } = await heedmap.run({ text, n_heads: n, ...rest });
    const [size, high] = [text.split(' ').length, largest(weights)];
    const { layout, place } = figure('weights');
    const planes = Array.from({ length: n }, (_, plane) => rows(weights, size, plane));
    return { place, act: (i) => Plotly.react(place, [heatmap(planes[i % n], high, 'Viridis')], layout, config) };
  };

  bench.scenarios.attention = {
    about: 'A new picture of attention: 512 tokens, 12 heads, d_model 768, every stage returned',
    async prepare() {
      const options = { text: words(512), n_heads: 12, d_model: 768 };
      await heedmap.setState({ ...options, exhibit: 'attention', stage: 'weights' });
      const ours = {
        heedmap: { what: 'asked, computed, shown', act: (i) => heedmap.setState({ seed: i + 2 }) },
        compute: { what: 'computed only (heedmap.run)', act: (i) => heedmap.run({ ...options, seed: i + 2 }), ratio: false },
      };
      if (!bench.hasPlotly) return ours;
      return { ...ours, plotly: { what: 'one head drawn from ready numbers', ...(await heads(options)) } };
    },
  };

  const million = { text: words(1024), n_heads: 4, d_model: 64 };
  // A hand's way to and fro over the matrix, some cells at a time.
  const bounce = (x, n) => Math.min(x % (2 * n), 2 * n - 1 - (x % (2 * n)));
  const cell = (i, n) => [bounce(i * 7, n), bounce(i * 23, n)];
  bench.scenarios.paint = {
    about: 'A mask of 1,024 × 1,024 painted with the pointer, a cell in every frame',
    frames: 60,
    async prepare() {
      const n = 1024;
      await heedmap.setState({ ...million, exhibit: 'mask', mask: 'none' });
      const sheet = document.querySelector('.sheet[data-figure=mask]');
      const point = (type, i) => {
        const [{ left, top, width, height }, [row, col]] = [sheet.querySelector('.cells').getBoundingClientRect(), cell(i, n)];
        const [clientX, clientY] = [left + ((col + 0.5) * width) / n, top + ((row + 0.5) * height) / n];
        const init = { bubbles: true, isPrimary: true, pointerId: 1, pointerType: 'mouse', button: 0, buttons: 1, clientX, clientY };
        sheet.dispatchEvent(new PointerEvent(type, init));
      };
      const stroke = (i) => {
        if (i % 60 === 0) point('pointerup', i);
        point(i % 60 === 0 ? 'pointerdown' : 'pointermove', i);
      };
      const ours = { heedmap: { what: 'pointermove', act: stroke } };
      if (!bench.hasPlotly) return ours;
      const z = Array.from({ length: n }, () => new Float32Array(n).fill(1));
      const { layout, place } = figure('mask');
      await Plotly.newPlot(place, [heatmap(z, 1, 'Greys')], layout, config);
      const restyle = (i) => {
        const [row, col] = cell(i, n);
        z[row][col] = 1 - z[row][col];
        return Plotly.restyle(place, { z: [z] });
      };
      return { ...ours, plotly: { what: 'Plotly.restyle', place, act: restyle } };
    },
  };
})();

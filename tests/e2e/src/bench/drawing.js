// How fast maps are drawn, beside `peers.js`. Everybody shows the same numbers at the same size in the same place.
(() => {
  const { box, largest, rows, words } = bench;
  const rest = { what: 'nothing is asked for', act: () => {}, ratio: false };

  // A figure as large as one of ours, with the cells where ours are and room for a legend beside them.
  const room = (name) => {
    const [sheet, cells] = [box(`.sheet[data-figure=${name}]`), box(`.sheet[data-figure=${name}] .cells`)];
    const margin = { l: cells.left - sheet.left, t: cells.top - sheet.top, r: sheet.right - cells.right + 60, b: sheet.bottom - cells.bottom };
    return { size: { width: sheet.width + 60, height: sheet.height }, margin };
  };

  // Ours as a module: the site's code for cells, on a canvas over the page.
  const alone = async ({ sets, high, size, side }) => {
    const { Maps } = await bench.module();
    const n = sets[0][0].length;
    const maps = sets.map((set) => new Maps(side, n, Float32Array.from(set.flatMap((plane) => plane.flatMap((row) => [...row]))), high));
    const place = bench.peer(size.width, size.height);
    const canvas = place.appendChild(document.createElement('canvas'));
    canvas.className = 'cells shrink';
    Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
    return { place, act: (i) => maps[i % maps.length].paint(canvas) };
  };

  const named = async (what, contender) => ((contender = await contender) ? { what, ...contender } : null);
  const present = (contenders) => Object.fromEntries(Object.entries(contenders).filter(([, contender]) => contender));

  const million = { text: words(1024), n_heads: 4, d_model: 64 };
  const heads = async () => {
    const { weights } = await heedmap.run(million);
    const sets = Array.from({ length: 4 }, (_, plane) => [rows(weights, 1024, plane)]);
    return { sets, high: largest(weights), side: 1, ...room('weights') };
  };
  const redraw = (isWhole) => async () => {
    await heedmap.setState({ ...million, exhibit: 'attention', stage: 'weights', head: 0 });
    const ours = { heedmap: { what: 'another head, on the page', act: (i) => heedmap.setState({ head: i % 4 }) } };
    if (!bench.hasPlotly) return ours;
    const [given, { one }] = [await heads(), bench.peers];
    const plotly = { ...ours, plotly: await named('Plotly.react', one.plotly(given)) };
    if (!isWhole) return plotly;
    const cells = box('.sheet[data-figure=weights] .cells');
    return present({
      ...plotly,
      'heedmap-cells': { ...(await named('the cells alone, as a module', alone({ ...given, size: cells }))), ratio: false },
      'plotly-static': await named('Plotly.react, not to be pointed at', one.plotly({ ...given, config: { staticPlot: true } })),
      echarts: await named('setOption', one.echarts(given)),
      rest,
    });
  };
  bench.scenarios.heatmap = { about: 'A heatmap of 1,024 × 1,024 redrawn with other values', prepare: redraw(true) };
  bench.scenarios.frames = { about: 'The same, asked for anew in every frame', frames: 60, prepare: redraw(false) };

  const LAYERS = 12;
  const deep = { text: words(64), n_layers: LAYERS, n_heads: LAYERS, d_model: 96 };
  const show = () => heedmap.setState({ ...deep, exhibit: 'heads' });
  bench.scenarios.grid = {
    about: 'A grid of 144 heads (12 layers of 12) of 64 × 64 redrawn with other values',
    module: true,
    async prepare() {
      await show();
      const found = [];
      for (const seed of [1, 2, 3]) found.push(await heedmap.run({ ...deep, seed }));
      const high = Math.max(...found.flatMap(({ layers }) => layers.map(({ weights }) => largest(weights))));
      const sets = found.map(({ layers }) => layers.flatMap(({ weights }) => Array.from({ length: LAYERS }, (_, head) => rows(weights, 64, head))));
      const { width, height } = box('.all-heads .picture');
      const given = { sets, high, size: { width, height }, side: LAYERS };
      // Nobody's picture is drawn over others: a browser asks every canvas of a page in every frame whether it has changed.
      await heedmap.setState({ exhibit: 'tokens', text: '' });
      const ours = { heedmap: await named('the cells, as a module', alone(given)) };
      if (!bench.hasPlotly) return ours;
      const { many } = bench.peers;
      return present({
        ...ours,
        plotly: await named('144 subplots of one figure', many.plotly(given)),
        'plotly-apart': await named('144 figures', many.plotlyApart(given)),
        echarts: await named('144 grids of one chart', many.echarts(given)),
        svg: await named("d3's, a rect a cell", many.svg(given)),
        rest,
      });
    },
  };
  bench.scenarios['grid-page'] = {
    about: 'The page with that grid, 18 figures in all, redrawn with other colours',
    async prepare() {
      await show();
      return { heedmap: { what: 'the whole page', act: (i) => heedmap.setState({ colormap: i % 2 ? 'cividis' : 'viridis' }) }, rest };
    },
  };
})();

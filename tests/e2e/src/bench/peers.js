// What else draws heatmaps in pages. Each is told once which matrices there are and where ours stand, and then shows
// whichever is asked for, all of a set at once. A set is a list of matrices, each a list of rows.
(() => {
  const COLOURS = { viridis: 'Viridis', cividis: 'Cividis', greys: 'Greys' };
  const ordinary = { displayModeBar: false };
  const trace = (z, high, colours, rest) => ({ type: 'heatmap', z, zmin: 0, zmax: high, colorscale: COLOURS[colours], ...rest });
  const tidy = { visible: false };
  const upsideDown = { ...tidy, autorange: 'reversed' };
  const none = { l: 0, t: 0, r: 0, b: 0 };

  // One heatmap with axes and a legend. `place` says how large, `margin` where in it the cells are.
  const one = {
    plotly: ({ sets, high, size, margin, config = ordinary }) => {
      const place = bench.peer(size.width, size.height);
      const layout = { ...size, margin, yaxis: { autorange: 'reversed' } };
      return { place, act: (i) => Plotly.react(place, [trace(sets[i % sets.length][0], high, 'viridis', { showscale: true })], layout, config) };
    },
    // All at once: without `progressive: 0` it would draw 400 cells in a frame.
    echarts: async ({ sets, high, size, margin }) => {
      if (!(await bench.script('echarts.min.js')) || !(await bench.script('d3.min.js'))) return null;
      const [place, n] = [bench.peer(size.width, size.height), sets[0][0].length];
      const data = sets.map(([rows]) => rows.flatMap((row, y) => Array.from(row, (value, x) => [x, y, value])));
      const chart = echarts.init(place);
      const names = Array.from({ length: n }, (_, k) => k);
      chart.setOption({
        animation: false,
        grid: { left: margin.l, top: margin.t, right: margin.r, bottom: margin.b },
        xAxis: { type: 'category', data: names },
        yAxis: { type: 'category', data: names, inverse: true },
        visualMap: { min: 0, max: high, right: 0, inRange: { color: colours() } },
        series: [{ type: 'heatmap', progressive: 0, data: data[0] }],
      });
      return { place, slow: true, act: (i) => finished(chart, { series: [{ data: data[i % sets.length] }] }) };
    },
  };

  // Many heatmaps in rows of `side`, without axes.
  const many = {
    plotly: ({ sets, high, size, side }) => {
      const place = bench.peer(size.width, size.height);
      const axes = Object.fromEntries(sets[0].flatMap((_, k) => [
        [`xaxis${k + 1}`, { ...tidy, domain: part(k % side, side), anchor: `y${k + 1}` }],
        [`yaxis${k + 1}`, { ...upsideDown, domain: part(side - 1 - Math.floor(k / side), side), anchor: `x${k + 1}` }]]));
      const data = (i) => sets[i % sets.length].map((rows, k) =>
        trace(rows, high, 'viridis', { showscale: false, xaxis: `x${k + 1}`, yaxis: `y${k + 1}` }));
      return { place, act: (i) => Plotly.react(place, data(i), { ...axes, ...size, margin: none }, ordinary) };
    },
    plotlyApart: ({ sets, high, size, side }) => {
      const place = bench.peer(size.width, size.height);
      const sheet = place.appendChild(document.createElement('div'));
      Object.assign(sheet.style, { display: 'grid', gridTemplateColumns: `repeat(${side}, 1fr)` });
      const places = sets[0].map(() => sheet.appendChild(document.createElement('div')));
      const layout = { width: size.width / side - 4, height: size.height / side - 4, margin: none, xaxis: tidy, yaxis: upsideDown };
      const data = (i, k) => [trace(sets[i % sets.length][k], high, 'viridis', { showscale: false })];
      return { place, act: (i) => Promise.all(places.map((div, k) => Plotly.react(div, data(i, k), layout, ordinary))) };
    },
    echarts: async ({ sets, high, size, side }) => {
      if (!(await bench.script('echarts.min.js')) || !(await bench.script('d3.min.js'))) return null;
      const place = bench.peer(size.width, size.height);
      const data = sets.map((set) => set.map((rows) => rows.flatMap((row, y) => Array.from(row, (value, x) => [x, y, value]))));
      const names = Array.from(sets[0][0], (_, k) => k);
      const axis = (gridIndex, rest) => ({ type: 'category', gridIndex, data: names, show: false, ...rest });
      const percent = (x) => `${x * 100}%`;
      const box = (k) => {
        const [[left, right], [top, bottom]] = [part(k % side, side), part(Math.floor(k / side), side)];
        return { left: percent(left), top: percent(top), width: percent(right - left), height: percent(bottom - top) };
      };
      const chart = echarts.init(place);
      chart.setOption({
        animation: false,
        grid: sets[0].map((_, k) => box(k)),
        xAxis: sets[0].map((_, k) => axis(k)),
        yAxis: sets[0].map((_, k) => axis(k, { inverse: true })),
        visualMap: { min: 0, max: high, show: false, inRange: { color: colours() } },
        series: data[0].map((cells, k) => ({ type: 'heatmap', progressive: 0, xAxisIndex: k, yAxisIndex: k, data: cells })),
      });
      return { place, slow: true, act: (i) => finished(chart, { series: data[i % sets.length].map((cells) => ({ data: cells })) }) };
    },
    // An element for each cell, of which another picture changes the colour.
    svg: async ({ sets, high, size, side }) => {
      if (!(await bench.script('d3.min.js'))) return null;
      const [place, n] = [bench.peer(size.width, size.height), sets[0][0].length];
      const colour = d3.scaleSequential([0, high], d3.interpolateViridis);
      const [cell, gap] = [(size.width / side - 4) / n, size.width / side];
      const flat = sets.map((set) => set.map((rows) => rows.flatMap((row) => [...row])));
      const cells = d3.select(place).append('svg').attr('width', size.width).attr('height', size.height)
        .selectAll('g').data(flat[0]).join('g').attr('transform', (_, k) => `translate(${(k % side) * gap},${Math.floor(k / side) * gap})`)
        .selectAll('rect').data((values) => values).join('rect').attr('width', cell).attr('height', cell)
        .attr('x', (_, k) => (k % n) * cell).attr('y', (_, k) => Math.floor(k / n) * cell);
      const show = (i) => {
        const set = flat[i % sets.length];
        cells.data((_, k) => set[k]).attr('fill', colour);
      };
      return { place, slow: true, act: show };
    },
  };

  const part = (k, side) => [k / side + 0.003, (k + 1) / side - 0.003];
  const colours = () => Array.from({ length: 32 }, (_, k) => d3.interpolateViridis(k / 31));
  const finished = (chart, option) => new Promise((resolve) => {
    chart.on('finished', function done() {
      chart.off('finished', done);
      resolve();
    });
    chart.setOption(option);
  });

  bench.peers = { one, many };
})();

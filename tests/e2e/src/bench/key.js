// In which frame after a key the new map is on the screen: a letter is typed before a text of 64 tokens, in the default model.
(() => {
  const { frame } = bench;
  const text = Array.from({ length: 64 }, (_, i) => `w${i}`).join(' ');

  // Tells when cells are put on a canvas; their pixels are then in the next frame that the browser shows.
  let puts = 0;
  const { prototype } = CanvasRenderingContext2D;
  const { putImageData } = prototype;
  const listen = () => {
    prototype.putImageData = function put(...all) {
      if (this.canvas.closest('.sheet[data-figure=weights]')) puts += 1;
      return putImageData.apply(this, all);
    };
  };

  const key = async (i) => {
    const field = document.querySelector('#text');
    await frame();
    const before = puts;
    field.setRangeText('etaoin'[i % 6], 0, 0, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
    for (let n = 1; n < 60; n += 1) {
      await frame();
      if (puts > before) return n;
    }
    throw new Error('no new map in 60 frames');
  };

  bench.scenarios.key = {
    about: 'A key pressed in a text of 64 tokens, default model, until the new map is shown',
    keys: true,
    async prepare() {
      listen();
      await heedmap.setState({ exhibit: 'attention', stage: 'weights', text });
      return { heedmap: { what: 'input', time: key } };
    },
  };
})();

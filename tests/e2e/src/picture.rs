//! The picture against the numbers: what each pixel must be by what `heedmap.run` says.

use crate::page::Page;
use anyhow::{Context, Result, ensure};
use heedmap::chart::{Colormap, Rgb, Scale};
use serde_json::{Value, json};

/// The numbers of one run, as far as the heatmaps show them.
pub(crate) struct Numbers {
    pub(crate) n_tokens: usize,
    pub(crate) n_heads: usize,
    /// `[n_heads, n_query, n_key]`
    weights: Vec<f32>,
    /// `[n_query, n_key]`; whether a key may be seen.
    allowed: Vec<bool>,
}

/// A canvas, pixel by pixel.
pub(crate) struct Pixels {
    width: usize,
    height: usize,
    rgba: Vec<[u8; 4]>,
}

impl Numbers {
    /// Asks `heedmap.run` for what the screen shows.
    pub(crate) fn of_screen(page: &Page) -> Result<Self> {
        let state = page.eval("heedmap.state()")?;
        let text = page.eval("document.querySelector('#text').value")?;
        let mut options = json!({ "text": text });
        for name in ["tokenizer", "d_model", "n_heads", "seed", "mask"] {
            options[name] = state[name].clone();
        }
        Self::of(page, options)
    }

    /// Asks `heedmap.run`.
    pub(crate) fn of(page: &Page, options: Value) -> Result<Self> {
        let script = "const r = await heedmap.run(args[0]); \
                      return [r.shapes.weights, Array.from(r.weights), Array.from(r.mask, (x) => x === 0)];";
        let [shape, weights, allowed] =
            &page.run_with(script, vec![options])?.as_array().cloned().unwrap_or_default()[..]
        else {
            anyhow::bail!("heedmap.run gave no weights")
        };
        let size = |axis: usize| shape[axis].as_u64().map(|size| size as usize).context("no shape");
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let weights = list(weights).into_iter().map(|w| w.as_f64().map(|w| w as f32).context("a weight is no number"));
        let numbers = Self {
            n_heads: size(0)?,
            n_tokens: size(1)?,
            weights: weights.collect::<Result<_>>()?,
            allowed: list(allowed).iter().map(|allowed| *allowed == true).collect(),
        };
        numbers.check()?;
        Ok(numbers)
    }

    /// What must hold of any weights: rows are distributions, and what is blocked has none of it.
    fn check(&self) -> Result<()> {
        let n = self.n_tokens;
        ensure!(self.weights.len() == self.n_heads * n * n && self.allowed.len() == n * n, "sizes do not fit");
        for (index, row) in self.weights.chunks(n.max(1)).enumerate() {
            let sum: f32 = row.iter().sum();
            ensure!((sum - 1.0).abs() < 1e-5, "row {index} sums to {sum}");
            for (&weight, &allowed) in row.iter().zip(self.allowed.iter().skip(index % n * n)) {
                ensure!(allowed || weight == 0.0, "row {index}: a blocked key has weight {weight}");
            }
        }
        Ok(())
    }

    /// Whether exactly the keys that come after their query are blocked.
    pub(crate) fn is_causal(&self) -> bool {
        let n = self.n_tokens;
        (0..n * n).all(|cell| self.allowed[cell] == (cell % n <= cell / n))
    }

    /// Whether nothing is blocked.
    pub(crate) fn is_open(&self) -> bool {
        self.allowed.iter().all(|&allowed| allowed)
    }

    /// Fails unless this is the picture of a head.
    pub(crate) fn check_head(&self, head: usize, map: Colormap, scale: Scale, pixels: &Pixels) -> Result<()> {
        let n = self.n_tokens;
        let high = self.weights.iter().copied().fold(0.0, f32::max);
        pixels.check(
            n,
            |cell, colour| {
                let row = &self.weights[(head * n + cell / n) * n..][..n];
                let position = match scale {
                    Scale::Shared => row[cell % n] / high,
                    Scale::Row => row[cell % n] / row.iter().copied().fold(0.0, f32::max),
                    Scale::Log => 1.0 + (row[cell % n] / high).log10() / 4.0,
                };
                // Logarithms differ in their last bit from machine to machine, which may tip a colour.
                let doubt = if scale == Scale::Log { 1e-5 } else { 0.0 };
                [-doubt, 0.0, doubt].iter().filter_map(|step| map.at(position + step)).any(|at| at == colour)
            },
            &self.allowed,
        )
    }

    /// Fails unless this is the picture of the mask: allowed cells all of one colour, blocked ones transparent.
    pub(crate) fn check_mask(&self, pixels: &Pixels) -> Result<()> {
        let &[r, g, b, _] = pixels.rgba.first().context("no mask")?;
        pixels.check(self.n_tokens, |_, colour| colour == Rgb(r, g, b), &self.allowed)
    }

    /// Waits until both large figures and all small ones show these numbers.
    pub(crate) fn wait_for_screen(&self, page: &Page) -> Result<()> {
        let state = page.eval("heedmap.state()")?;
        let head = state["head"].as_u64().context("no head")? as usize;
        let map: Colormap = state["colormap"].as_str().and_then(|map| map.parse().ok()).context("no colour map")?;
        let scale: Scale = state["scale"].as_str().and_then(|scale| scale.parse().ok()).context("no scale")?;
        page.until(|| {
            let weights = Pixels::of(page, ".sheet[data-figure=weights] canvas.cells", 0)?;
            self.check_head(head, map, scale, &weights).with_context(|| format!("head {head}, large"))?;
            self.check_mask(&Pixels::of(page, ".sheet[data-figure=mask] canvas.cells", 0)?).context("mask")?;
            (0..self.n_heads).try_for_each(|head| {
                let small = Pixels::of(page, ".multiple canvas.cells", head)?;
                self.check_head(head, map, scale, &small).with_context(|| format!("head {head}, small"))
            })
        })
    }
}

impl Pixels {
    /// Reads the canvas that is number `index` among those of a selector.
    pub(crate) fn of(page: &Page, css: &str, index: usize) -> Result<Self> {
        let script = "(() => { const canvas = document.querySelectorAll(args[0])[args[1]]; \
            if (!canvas) return null; const { width, height } = canvas; \
            return [width, height, Array.from(canvas.getContext('2d').getImageData(0, 0, width, height).data)]; })()";
        let answer = page.eval_with(script, vec![css.into(), index.into()])?;
        let size = |at: usize| answer[at].as_u64().map(|size| size as usize);
        let (width, height) = size(0).zip(size(1)).with_context(|| format!("there is no {css}"))?;
        let bytes: Vec<u8> =
            answer[2].as_array().into_iter().flatten().filter_map(|byte| u8::try_from(byte.as_u64()?).ok()).collect();
        Ok(Self { width, height, rgba: bytes.as_chunks().0.to_vec() })
    }

    /// Whether the same is to be seen.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.width, self.height, &self.rgba) == (other.width, other.height, &other.rgba)
    }

    /// Fails unless every allowed cell is of a right colour, and every blocked one transparent.
    fn check(&self, n: usize, is_right: impl Fn(usize, Rgb) -> bool, allowed: &[bool]) -> Result<()> {
        ensure!((self.width, self.height) == (n, n), "{} × {} pixels for {n} tokens", self.width, self.height);
        for ((cell, &pixel), &allowed) in self.rgba.iter().enumerate().zip(allowed) {
            let [r, g, b, alpha] = pixel;
            let is_right = if allowed { alpha == 255 && is_right(cell, Rgb(r, g, b)) } else { alpha == 0 };
            let what = if allowed { "allowed" } else { "blocked" };
            ensure!(is_right, "query {}, key {}, {what}, has the colour {pixel:?}", cell / n, cell % n);
        }
        Ok(())
    }
}

//! Cells on a canvas. The benchmark draws with this very file.

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Puts RGBA on a canvas and gives it that width and height.
pub(crate) fn put(canvas: &HtmlCanvasElement, (width, height): (usize, usize), pixels: &[u8]) -> Result<(), JsValue> {
    let (width, height) = (width as u32, height as u32);
    // A new size, the same too, means new memory.
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height)?;
    context(canvas)?.put_image_data(&image, 0.0, 0.0)
}

pub(crate) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    let context = canvas.get_context("2d")?.ok_or("no 2d canvas")?;
    Ok(context.dyn_into::<CanvasRenderingContext2d>()?)
}

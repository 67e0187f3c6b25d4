//! The notes' equations on the page.

use heedmap::chart::{Lit, equations};
use yew::prelude::*;

/// Draws them. The part that is being looked at is lit.
pub(crate) fn formulas(lit: Option<Lit>) -> Html {
    Html::from_html_unchecked(equations(lit).into())
}

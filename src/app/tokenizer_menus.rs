//! Menus of tokenizers: of those that are compared, and of those whose tokens are words.

use super::fields::{menu, on_value};
use heedmap::exhibit;
use heedmap::i18n::Strings;
use heedmap::state::{Action, MAX_WITH, State};
use heedmap::text::{self, Tokenizer};
use yew::prelude::*;

/// Tokenizers whose tokens are words.
const SEGMENTERS: [Tokenizer; 7] = [
    Tokenizer::Words,
    Tokenizer::Whitespace,
    Tokenizer::Fmm,
    Tokenizer::Bmm,
    Tokenizer::Bimm,
    Tokenizer::JiebaNoHmm,
    Tokenizer::Jieba,
];

/// By what tokens are put together into words.
pub(crate) fn roll_up(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    let none = (String::new(), s.settings.no_roll_up.to_owned());
    let option = |&one: &Tokenizer| (one.slug().to_owned(), (s.tokenizer_name)(one).to_owned());
    let set = on_value(act, |slug| Some(Action::RollUp(slug.parse().ok())));
    let current = state.roll_up.map_or("", Tokenizer::slug);
    menu("roll-up", std::iter::once(none).chain(SEGMENTERS.iter().map(option)).collect(), &current, set)
}

/// The tokenizers that are compared, and one more.
pub(crate) fn compared(s: &'static Strings, state: &State, act: &Callback<Action>) -> Html {
    const IDS: [&str; MAX_WITH] = ["with-1", "with-2", "with-3", "with-4"];
    let usable = text::ALL.iter().filter(|&&tokenizer| state.files.has(tokenizer));
    let all: Vec<(String, String)> =
        usable.map(|&one| (one.slug().to_owned(), exhibit::tokenizer_name(state, one))).collect();
    let one = |(place, id): (usize, &'static str)| {
        let slug = state.with.get(place).map_or("", |tokenizer| tokenizer.slug());
        // The only one stays.
        let is_optional = place > 0 || state.with.len() > 1;
        let none = is_optional.then(|| (String::new(), s.compare.none.to_owned()));
        let options = none.into_iter().chain(all.iter().cloned()).collect();
        let set = on_value(act, move |slug| match slug {
            "" => Some(Action::Compare(place, None)),
            slug => slug.parse().ok().map(|tokenizer| Action::Compare(place, Some(tokenizer))),
        });
        let name = if slug.is_empty() { s.compare.add.to_owned() } else { (s.compare.with)(place + 1) };
        html! { <label class="field"><span>{ name }</span>{ menu(id, options, &slug, set) }</label> }
    };
    let n = (state.with.len() + 1).min(MAX_WITH);
    html! { <>{ for IDS.into_iter().enumerate().take(n).map(one) }</> }
}

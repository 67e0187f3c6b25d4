//! HTML, written as text.

/// A text inside HTML, in an attribute's value too.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A field under its name.
pub(crate) fn field(name: &str, input: &str) -> String {
    format!("<label class=\"field\"><span>{}</span>{input}</label>", escape(name))
}

/// A menu of options, one of them chosen.
pub(crate) fn menu(options: impl IntoIterator<Item = (String, bool)>) -> String {
    let option = |(name, is_chosen): (String, bool)| {
        format!("<option{}>{}</option>", if is_chosen { " selected" } else { "" }, escape(&name))
    };
    format!("<select>{}</select>", options.into_iter().map(option).collect::<String>())
}

/// A field for a number.
pub(crate) fn number(value: impl std::fmt::Display) -> String {
    format!("<input type=\"number\" value=\"{value}\">")
}

/// A box to tick, which is not ticked.
pub(crate) fn tick(class: &str, name: &str) -> String {
    format!("<label class=\"{class}\"><input type=\"checkbox\">{}</label>", escape(name))
}

/// What is folded away under its name.
pub(crate) fn fold(class: &str, name: &str) -> String {
    format!("<details class=\"{class}\" inert><summary>{}</summary></details>", escape(name))
}

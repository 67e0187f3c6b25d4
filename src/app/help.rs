//! The list of keys.

use heedmap::i18n::Strings;
use heedmap::state::Action;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A dialog that takes the focus and gives it back when it closes.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    let HelpProps { s: Words(s), use_keys, act, close } = props.clone();
    let button = use_node_ref();
    use_effect_with((), {
        let button = button.clone();
        move |()| {
            let before = super::browser::document().active_element();
            super::browser::focus(&button);
            move || super::browser::focus_element(before)
        }
    });
    let toggle =
        act.reform(|event: Event| Action::UseKeys(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <div class="veil" onclick={close.reform(|_| ())}>
            <div class="help" role="dialog" aria-modal="true" aria-labelledby="help-title"
                onclick={|event: MouseEvent| event.stop_propagation()}>
                <h2 id="help-title">{ s.keys_title }</h2>
                <dl>
                    { for s.keys.iter().map(|(key, meaning)| html! {
                        <div><dt><kbd>{ key }</kbd></dt><dd>{ meaning }</dd></div>
                    }) }
                </dl>
                <label class="check"><input type="checkbox" checked={use_keys} onchange={toggle} />{ s.use_keys }</label>
                <button type="button" class="primary" ref={button} onclick={close.reform(|_| ())}>{ s.close }</button>
            </div>
        </div>
    }
}

/// What the dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct HelpProps {
    pub(crate) s: Words,
    pub(crate) use_keys: bool,
    pub(crate) act: Callback<Action>,
    pub(crate) close: Callback<()>,
}

/// The strings of a language as a property: two are equal if they are the same language's.
#[derive(Clone, Copy)]
pub(crate) struct Words(pub(crate) &'static Strings);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

//! The list of keys.

use heedmap::i18n::Strings;
use heedmap::state::Action;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// The browser's own modal dialog: it keeps the focus inside, closes on Escape and gives the focus back.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    let HelpProps { s: Words(s), use_keys, act, close } = props.clone();
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
        let shown = dialog.cast::<HtmlDialogElement>().map_or(Ok(()), |dialog| dialog.show_modal());
        debug_assert!(shown.is_ok(), "a dialog that was just made is not open yet");
    });
    let shut = {
        let dialog = dialog.clone();
        move || dialog.cast::<HtmlDialogElement>().iter().for_each(HtmlDialogElement::close)
    };
    let on_button = {
        let shut = shut.clone();
        move |_: MouseEvent| shut()
    };
    // The dialog's own box is covered by its content, so a click on the dialog itself is one beside it.
    let on_backdrop = {
        let dialog = dialog.clone();
        move |event: MouseEvent| {
            if event.target_dyn_into::<HtmlDialogElement>() == dialog.cast() {
                shut();
            }
        }
    };
    let toggle =
        act.reform(|event: Event| Action::UseKeys(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <dialog class="help" ref={dialog} aria-labelledby="help-title" onclick={on_backdrop} onclose={close.reform(|_| ())}>
            <div>
                <h2 id="help-title">{ s.keys_title }</h2>
                <dl>
                    { for s.keys.iter().map(|(key, meaning)| html! {
                        <div><dt><kbd>{ key }</kbd></dt><dd>{ meaning }</dd></div>
                    }) }
                </dl>
                <label class="check"><input type="checkbox" checked={use_keys} onchange={toggle} />{ s.use_keys }</label>
                <button type="button" class="primary" onclick={on_button}>{ s.close }</button>
            </div>
        </dialog>
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

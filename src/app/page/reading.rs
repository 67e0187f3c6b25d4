//! What becomes of models that the page asks for.

use super::Page;
use crate::kept;
use crate::messages::Message;
use heedmap::engine::{FolderFault, Keeping, Trouble};
use heedmap::model::pretrained::Folder;
use heedmap::state::{Action, ReadingAction, State};
use web_sys::Url;
use yew::prelude::*;

impl Page {
    /// A model was loaded and is kept, or cannot be. One from the reader's disk is known by its kept name from now on, by
    /// which a link finds it.
    pub(super) fn keep(&mut self, ctx: &Context<Self>, folder: Folder, keeping: Keeping) {
        let name = match keeping {
            Keeping::As(name) => name,
            Keeping::NoRoom => return self.say(Message::NotKept { folder, is_full: true }),
            Keeping::NoStorage => return self.say(Message::NotKept { folder, is_full: false }),
        };
        kept::tell();
        let Folder::Local { files, .. } = &folder else { return };
        let kept = Folder::Kept(name);
        // The worker knows it by both names: nothing need be asked again.
        let asked = self.asked.as_mut().map(|asked| &mut asked.model);
        for place in
            [asked, Some(&mut self.read_before.model), Some(&mut self.read_before.beside)].into_iter().flatten()
        {
            if place.as_ref() == Some(&folder) {
                *place = Some(kept.clone());
            }
        }
        self.act(ctx, Action::Read(ReadingAction::Rename(folder.clone(), kept)));
        for (_, address) in files {
            let _gone = Url::revoke_object_url(address);
        }
    }

    /// A model cannot be used: the page goes back to the one before, if there is one.
    pub(super) fn refuse(&mut self, ctx: &Context<Self>, folder: Folder, fault: Box<FolderFault>) {
        let is_first = self.state.model() == folder;
        let back = if !is_first && self.state.reading.beside.as_ref() == Some(&folder) {
            Some(ReadingAction::Beside(None))
        } else {
            let before = State { reading: self.read_before.clone(), ..(*self.state).clone() };
            let is_other = !fault.is_of_text() && is_first && before.model() != folder;
            is_other.then(|| ReadingAction::Return(Box::new(before.reading)))
        };
        match back {
            Some(back) => {
                self.say(Message::NoModel { folder, fault });
                self.act(ctx, Action::Read(back));
            }
            None => self.say(Message::Trouble(Trouble::NoModel(folder, fault))),
        }
    }
}

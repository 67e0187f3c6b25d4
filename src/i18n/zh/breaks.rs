//! Chinese: `Breaks`.

use crate::i18n::Breaks;

pub(super) const BREAKS: Breaks =
    Breaks { title: "哪里会出错", intro: "犯一个经典的错误，用数字看看会出什么问题。" };

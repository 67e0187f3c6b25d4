//! The table of all tests, a file for each topic.

mod accessibility;
mod api;
mod bench;
mod breaks;
mod compare;
mod edges;
mod elmo;
mod embed;
mod export;
mod first_picture;
mod folders;
mod generate;
mod heads;
mod kernels;
mod keyboard;
mod ladder;
mod link;
mod masks;
mod models;
mod ngram;
mod offline;
mod one_head;
mod opening;
mod phone;
mod pixels;
mod policy;
mod reading;
mod segmentation;
mod serial;
mod subwords;
mod text;
mod vectors;
mod word2vec;
mod worker;
mod zoom;

use crate::driver::Wishes;
use crate::options::{Kind, Options};
use crate::page::Page;
use anyhow::Result;

/// One test.
pub(crate) struct Test {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&Page) -> Result<()>,
    pub(crate) wishes: Wishes,
    needs: fn(Kind, &Options) -> Option<&'static str>,
}

/// Every test.
pub(crate) const ALL: &[&[Test]] = &[
    first_picture::TESTS,
    text::TESTS,
    pixels::TESTS,
    link::TESTS,
    keyboard::TESTS,
    api::TESTS,
    breaks::TESTS,
    compare::TESTS,
    masks::TESTS,
    segmentation::TESTS,
    subwords::TESTS,
    vectors::TESTS,
    elmo::TESTS,
    ladder::TESTS,
    ngram::TESTS,
    word2vec::TESTS,
    serial::TESTS,
    generate::TESTS,
    heads::TESTS,
    reading::TESTS,
    zoom::TESTS,
    one_head::TESTS,
    edges::TESTS,
    worker::TESTS,
    kernels::TESTS,
    offline::TESTS,
    opening::TESTS,
    models::TESTS,
    folders::TESTS,
    embed::TESTS,
    export::TESTS,
    accessibility::TESTS,
    policy::TESTS,
    phone::TESTS,
    bench::TESTS,
];

impl Test {
    /// A test in an English browser with a large window.
    const fn new(name: &'static str, run: fn(&Page) -> Result<()>) -> Self {
        Self { name, run, wishes: Wishes { chinese: false, phone: false }, needs: |_, _| None }
    }

    /// In a browser whose reader prefers Chinese.
    const fn in_chinese(self) -> Self {
        Self { wishes: Wishes { chinese: true, ..self.wishes }, ..self }
    }

    /// On a small screen.
    const fn on_phone(self) -> Self {
        Self { wishes: Wishes { phone: true, ..self.wishes }, ..self }
    }

    /// Only where `needs` knows no reason against it.
    const fn unless(self, needs: fn(Kind, &Options) -> Option<&'static str>) -> Self {
        Self { needs, ..self }
    }

    /// Why it cannot run here, if it cannot.
    pub(crate) fn why_not(&self, kind: Kind, options: &Options) -> Option<&'static str> {
        (self.needs)(kind, options)
    }
}

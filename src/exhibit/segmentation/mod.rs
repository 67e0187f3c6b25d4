//! Chapter 1: Chinese words by all methods side by side, with the lattice, the route and the trellis behind them.

mod hidden;
mod paths;

use super::{Control, Exhibit, Panel, Slot, ask};
use crate::chart::{Cut, Cuts, Figure, Table, Word, label, number};
use crate::engine::{Answer, Run, Segmenting};
use crate::i18n::{Segmentation, strings};
use crate::state::{ExhibitId, State};
use crate::text::segment::{Comparison, Dispute, Edited, Method, Shown, Why};
use std::ops::Range;

/// Places of disagreement that are listed.
const MAX_DISPUTES: usize = 10;

pub(super) const EXHIBIT: Exhibit = Exhibit {
    id: ExhibitId::Segmentation,
    chapters: "1",
    title: |s| s.segmentation.title,
    intro: |s| s.segmentation.intro,
    has_tokenizer: false,
    has_script: false,
    controls: &[Control::Examples],
    more: &[],
    job: |state| {
        let segmenting = Segmenting { words: state.words.clone(), stretch: state.step };
        Ok(ask(&State { batch: false, kv_text: None, ..state.clone() }, Run::Segment(segmenting)))
    },
    panels,
    inspect: |_, _, _| None,
};

/// What the panels are made of.
struct Page<'a> {
    s: &'static Segmentation,
    text: &'a str,
    all: &'a Comparison,
    shown: &'a Shown,
    /// The characters of the stretch.
    chars: Vec<char>,
}

fn panels(state: &State, answer: &Answer) -> Vec<Panel> {
    let s = &strings(state.language).segmentation;
    let text = answer.tokens.source();
    let shown = answer.comparison.as_ref().and_then(|all| Some((all, all.shown.as_ref()?)));
    let Some((all, shown)) = shown else {
        let nothing = Panel::new("nothing", Slot::Main, s.title, Figure::Chips([].into()));
        let note = if text.trim().is_empty() { s.no_text } else { s.no_chinese };
        return vec![Panel { note: note.into(), ..nothing }];
    };
    let stretch = all.stretches.get(shown.index).cloned().unwrap_or_default();
    let chars = text.get(stretch.clone()).unwrap_or_default().chars().collect();
    let page = Page { s, text, all, shown, chars };
    // How bidirectional matching chose is told of one stretch: beside the text if that is all of it.
    let rule = (s.rule)(&page.why(Method::Bimm, &shown.rule));
    let mut panels = vec![page.methods()];
    let n = all.stretches.len();
    if n > 1 {
        let title = (s.stretch)(shown.index + 1, n, &page.word(&stretch));
        let steps = Panel::new("stretch", Slot::Top, title, Figure::Player { current: shown.index, n });
        panels.push(Panel { note: rule, ..steps });
    } else {
        panels[0].shape = Some(rule);
    }
    panels.extend([page.lattice(), page.words(), page.disputes(), page.route(), page.trellis()]);
    panels.extend(page.sums());
    panels
}

impl Page<'_> {
    fn word(&self, bytes: &Range<usize>) -> String {
        label::visible(self.text.get(bytes.clone()).unwrap_or_default())
    }

    /// Words side by side.
    fn joined(&self, words: &[Range<usize>]) -> String {
        words.iter().map(|word| self.word(word)).collect::<Vec<_>>().join(" / ")
    }

    fn methods(&self) -> Panel {
        let s = self.s;
        let row = |(method, words): (&Method, &Vec<Range<usize>>)| {
            let mut disputes = self.all.disputes.iter().map(|dispute| &dispute.span).peekable();
            let word = |word: &Range<usize>| {
                while disputes.next_if(|span| span.end <= word.start).is_some() {}
                let is_disputed = disputes.peek().is_some_and(|span| span.start <= word.start);
                Word { text: self.word(word), id: None, bytes: None, is_disputed }
            };
            Cut { name: (s.method_long)(*method).into(), words: words.iter().map(word).collect() }
        };
        let cuts = Cuts { rows: Method::ALL.iter().zip(&self.all.cuts).map(row).collect(), summary: s.methods.into() };
        Panel {
            note: (s.methods_note)(self.all.disputes.len()),
            ..Panel::new("methods", Slot::Top, s.methods, Figure::Cuts(cuts))
        }
    }

    fn why(&self, method: Method, why: &Why) -> String {
        let words = match why {
            Why::Longest(word) | Why::Alone(word) | Why::Letters(word) => vec![self.word(word)],
            Why::Found(words) => words.iter().map(|word| self.word(word)).collect(),
            Why::Agree | Why::Rule { .. } | Why::Probable | Why::AsPath => vec![],
        };
        (self.s.why)(method, why, &words)
    }

    fn disputes(&self) -> Panel {
        let (s, all) = (self.s, &self.all.disputes);
        let from = self.all.stretches.get(self.shown.index).map_or(0, |stretch| stretch.start);
        let is_before = |dispute: &&Dispute| all.len() > MAX_DISPUTES && dispute.span.end <= from;
        let listed: Vec<&Dispute> = all.iter().skip_while(is_before).take(MAX_DISPUTES).collect();
        let rows = |dispute: &&Dispute| {
            let place = self.word(&dispute.span);
            let one = |(i, &method): (usize, &Method)| {
                let log_prob = dispute.log_prob[i].map_or("–".into(), |value| number::exact(value as f32));
                let why = self.why(method, &dispute.whys[i]);
                vec![place.clone(), (s.method)(method).into(), self.joined(&dispute.cuts[i]), log_prob, why]
            };
            Method::ALL.iter().enumerate().map(one).collect::<Vec<_>>()
        };
        let table = Table {
            caption: (s.disputes_note)(listed.len(), all.len()),
            head: s.disputes_head.map(str::to_owned).into(),
            rows: listed.iter().flat_map(rows).collect(),
        };
        Panel::new("disputes", Slot::Below, s.disputes, Figure::Table(table))
    }

    fn words(&self) -> Panel {
        let s = self.s;
        let path = &self.all.cuts[Method::JiebaNoHmm as usize];
        let row = |Edited { word, before, frequency, log_prob, needed }: &Edited| {
            let n = path.iter().filter(|bytes| self.text.get((*bytes).clone()) == Some(word)).count();
            let now = if *frequency == 0 { s.removed.into() } else { frequency.to_string() };
            let log_prob = log_prob.map_or("–".into(), |value| number::exact(value as f32));
            vec![word.clone(), before.to_string(), now, log_prob, (s.on_path)(n, *needed)]
        };
        let table = Table {
            caption: (s.words_note)(self.all.n_words, self.all.total),
            head: s.words_head.map(str::to_owned).into(),
            rows: self.all.edited.iter().map(row).collect(),
        };
        Panel { controls: &[Control::Words], ..Panel::new("words", Slot::Side, s.words, Figure::Table(table)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Diagram;
    use crate::engine::{Asset, Engine};

    thread_local! {
        /// The dictionary takes a while to be read.
        static ENGINE: Engine = {
            let mut engine = Engine::default();
            engine.provide(Asset::Jieba, include_bytes!("../../../assets/jieba/dict.txt.gz")).unwrap();
            engine.provide(Asset::JiebaHmm, include_bytes!("../../../assets/jieba/hmm.txt.gz")).unwrap();
            engine
        };
    }

    fn answer(state: &State) -> Answer {
        ENGINE.with(|engine| engine.answer(&(EXHIBIT.job)(state).unwrap(), |_| {}).unwrap())
    }

    fn shown(text: &str, words: &str) -> Vec<Panel> {
        let words = words.parse().unwrap();
        let state = State { exhibit: ExhibitId::Segmentation, text: Some(text.into()), words, ..State::default() };
        panels(&state, &answer(&state))
    }

    fn figure<'a>(panels: &'a [Panel], name: &str) -> &'a Figure {
        &panels.iter().find(|panel| panel.name == name).unwrap().figure
    }

    fn rows<'a>(panels: &'a [Panel], name: &str) -> &'a [Vec<String>] {
        match figure(panels, name) {
            Figure::Table(table) => &table.rows,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_word_of_ones_own_moves_the_path() {
        let path = |words: &str| {
            let panels = shown("南京市长江大桥", words);
            let route = rows(&panels, "route").iter().filter(|row| row[6] == "on the path");
            route.map(|row| row[1].clone()).collect::<Vec<_>>().join("/")
        };
        assert_eq!(path(""), "南京市/长江大桥");
        assert_eq!(path("江大桥:10000000"), "南京市/长/江大桥");
        assert_eq!(path("江大桥:10000000,南京市:0"), "南京/市长/江大桥");
        assert_eq!(path("长江大桥:0"), "南京市/长江/大桥");
        let panels = shown("南京市长江大桥", "江大桥:200000,南京:0");
        let edited: Vec<String> = rows(&panels, "words")
            .iter()
            .map(|row| [&row[0], &row[2], &row[4]].map(String::as_str).join(" "))
            .collect();
        assert!(edited[0].starts_with("江大桥 200000 from ") && edited[1] == "南京 taken away no", "{edited:?}");
        // What it is said to need is what it needs.
        let needed = edited[0].rsplit(' ').next().unwrap();
        assert_eq!(path(&format!("江大桥:{needed},南京:0")), "南京市/长/江大桥");
    }

    #[test]
    fn methods_that_disagree_say_why() {
        let panels = shown("研究生命的起源", "");
        let disputes = rows(&panels, "disputes");
        let told: Vec<String> = disputes.iter().take(2).map(|row| row[2].clone() + ": " + &row[4]).collect();
        assert_eq!(told[0], "研究生 / 命: from the left, the longest word is “研究生”");
        assert_eq!(told[1], "研究 / 生命: from the right, the longest word is “生命”");
        let Figure::Cuts(cuts) = figure(&panels, "methods") else { panic!() };
        let marked = cuts.rows[0].words.iter().map(|word| word.is_disputed);
        assert_eq!(marked.collect::<Vec<_>>(), [true, true, false, false]);
        assert_eq!(rows(&shown("雍和宫的荷花很美", ""), "disputes")[3][2], "很 / 美");
        assert!(rows(&shown("南京市长江大桥", ""), "disputes").is_empty());
    }

    #[test]
    fn the_trellis_is_that_of_what_the_dictionary_lacks() {
        let panels = shown("他来到了网易杭研大厦", "");
        let Figure::Diagram(diagram) = figure(&panels, "trellis") else { panic!() };
        let Diagram::Trellis(trellis) = &**diagram else { panic!() };
        let chosen = trellis.runs.iter().flatten().map(|column| {
            let state = column.nodes.iter().position(|node| node.is_chosen).unwrap();
            column.character.clone() + trellis.states[state]
        });
        assert_eq!(chosen.collect::<Vec<_>>().join(" "), "杭B 研E");
        // Every sum is the sum of its row.
        let number = |text: &String| crate::chart::table_number(text);
        for row in rows(&panels, "sums") {
            let [before, passing, emission, sum] = [3, 4, 5, 6].map(|col| number(&row[col]).unwrap());
            let is_same = (before + passing + emission - sum).abs() < 2e-3;
            assert!(is_same || sum == f64::NEG_INFINITY, "{row:?}");
        }
        for row in rows(&panels, "route") {
            let [own, behind, sum] = [3, 4, 5].map(|col| number(&row[col]).unwrap());
            assert!((own + behind - sum).abs() < 2e-3, "{row:?}");
        }
    }

    #[test]
    fn a_text_without_chinese_has_one_sentence() {
        for text in ["", " \n", "only letters 1.5", "？"] {
            let panels = shown(text, "");
            assert_eq!((panels.len(), panels[0].name, panels[0].note.is_empty()), (1, "nothing", false));
        }
    }

    #[test]
    fn a_long_text_is_walked_stretch_by_stretch() {
        let text = "研究生命的起源。南京市长江大桥！".repeat(9);
        let state = State { exhibit: ExhibitId::Segmentation, text: Some(text), step: Some(1), ..State::default() };
        let panels = panels(&state, &answer(&state));
        assert_eq!(figure(&panels, "stretch"), &Figure::Player { current: 1, n: 18 });
        assert_eq!(rows(&panels, "route").last().unwrap()[1], "桥");
    }
}

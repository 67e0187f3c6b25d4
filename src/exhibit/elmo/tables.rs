//! What is told in tables: the mix, what the language models expect, what it costs.

use super::super::{Panel, Slot};
use super::Page;
use super::matrices::LAYERS;
use crate::chart::{Figure, Table, number};
use crate::model::Stage;
use crate::repr::elmo::{Prediction, cosines};

impl Page<'_> {
    /// w, s and how alike the word's places are, layer by layer and mixed.
    pub(super) fn shares(&self) -> Table {
        let s = &self.s.elmo;
        let shares = self.mix.shares();
        let mean = |stage: Stage| {
            let rows = self.rows_of(stage);
            let n = rows.len();
            let sum: f64 = cosines(&rows).iter().map(|&cosine| f64::from(cosine)).sum();
            // Of every place with itself it is 1.
            let pairs = (n * n.saturating_sub(1)) as f64;
            if pairs == 0.0 { "–".to_owned() } else { number::exact(((sum - n as f64) / pairs) as f32) }
        };
        let row = |(layer, &stage): (usize, &Stage)| {
            let weight = self.mix.weights[layer];
            vec![(s.layer_name)(layer).to_owned(), weight.to_string(), number::exact(shares[layer]), mean(stage)]
        };
        let mut rows: Vec<Vec<String>> = LAYERS.iter().enumerate().map(row).collect();
        rows.push(vec![s.all_mixed.into(), String::new(), number::exact(1.0), mean(Stage::ElmoMix)]);
        Table { caption: String::new(), head: s.mix_head.map(str::to_owned).into(), rows }
    }

    /// What each direction expects at each place of the sentence that is looked into.
    pub(super) fn expected(&self) -> Panel {
        let (s, all) = (&self.s.elmo, self.all);
        let told = |expected: Option<&Option<Prediction>>| match expected {
            Some(Some(Prediction { top, actual })) => {
                let one = |(token, p): &(String, f32)| {
                    let token = match token.as_str() {
                        "<s>" => s.edge.to_owned(),
                        "<unk>" => self.s.ngram.unknown.to_owned(),
                        token => (self.s.quote)(token),
                    };
                    format!("{token}\u{A0}{}", number::short(*p))
                };
                [top.iter().map(one).collect::<Vec<_>>().join(" · "), number::exact(*actual)]
            }
            _ => ["–".into(), "–".into()],
        };
        let [before, after] = &all.expected;
        let row = |at: usize| {
            let ([a, b], [c, d]) = (told(before.get(at)), told(after.get(at)));
            vec![self.token(at), a, b, c, d]
        };
        let table = Table {
            caption: String::new(),
            head: s.expected_head.map(str::to_owned).into(),
            rows: (0..before.len()).map(row).collect(),
        };
        let title = (s.expected)(all.sentence + 1);
        let note = s.expected_note.into();
        Panel { note, tag: self.tag(), ..Panel::new("expected", Slot::Below, title, Figure::Table(table)) }
    }

    /// Steps and multiplications of one LSTM layer and one layer of attention, by the number of tokens.
    pub(super) fn cost(&self) -> Panel {
        let (s, d) = (&self.s.elmo, self.all.d as u64);
        let here = self.all.expected[0].len() as u64;
        let mut lengths = vec![1, 8, 64, 512, 4_096, here];
        lengths.sort_unstable();
        lengths.dedup();
        let row = |&n: &u64| {
            let lstm = n * 4 * d * 2 * d;
            // Q, K, V and the output, then every query by every key, and every weight by every value.
            let attention = n * 4 * d * d + 2 * n * n * d;
            [n, n, 1, lstm, attention].map(grouped).into()
        };
        let table = Table {
            caption: String::new(),
            head: s.cost_head.map(str::to_owned).into(),
            rows: lengths.iter().filter(|&&n| n > 0).map(row).collect(),
        };
        Panel {
            note: (s.cost_note)(d as usize, here as usize),
            ..Panel::new("cost", Slot::Below, s.cost, Figure::Table(table))
        }
    }
}

/// A whole number with a narrow space between every three digits.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let parts = tail.as_bytes().chunks(3).map(|part| String::from_utf8_lossy(part).into_owned());
    (!head.is_empty()).then(|| head.to_owned()).into_iter().chain(parts).collect::<Vec<_>>().join("\u{202F}")
}

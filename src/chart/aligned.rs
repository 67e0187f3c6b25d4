//! A text in rows that stand one above the other: its characters, the bytes of each, and tokens across them.

use std::ops::Range;
use std::rc::Rc;

/// What to draw. Every place is one of a byte. The lists are shared, since they may be long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The bytes that are shown, from the start of the text.
    pub bytes: Rc<[u8]>,
    /// The characters, as readers know them.
    pub characters: Rc<[Span]>,
    /// The name of the row of characters, and of that of bytes.
    pub names: [String; 2],
    /// A row for each tokenizer.
    pub rows: Vec<AlignedRow>,
}

/// The tokens of one tokenizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlignedRow {
    /// Its name.
    pub name: String,
    /// Its tokens.
    pub spans: Rc<[Span]>,
}

/// Something that covers some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The bytes.
    pub range: Range<usize>,
    /// Its text, everything invisible made visible.
    pub text: String,
    /// Its id, for its colour.
    pub id: u32,
}

impl Aligned {
    /// Width of a byte, relative to the font.
    pub const BYTE: f64 = 1.75;

    /// Of some spans those that have bytes in a line.
    pub fn inside<'a>(spans: &'a [Span], line: &Range<usize>) -> impl Iterator<Item = &'a Span> {
        let Range { start, end } = *line;
        spans.iter().filter(move |span| span.range.start < end && start < span.range.end)
    }

    /// The lines into which it is broken: as many bytes each as there is room for, and never inside a character unless
    /// one has more bytes than that.
    #[must_use]
    pub fn lines(&self, room: usize) -> Vec<Range<usize>> {
        let (room, end) = (room.max(1), self.bytes.len());
        let (mut lines, mut start) = (vec![], 0);
        while start < end {
            let far = (start + room).min(end);
            let breaks = self.characters.iter().map(|span| span.range.end);
            let last = breaks.filter(|&at| start < at && at <= far).max().unwrap_or(far);
            lines.push(start..last);
            start = last;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_characters() {
        let span = |range: Range<usize>| Span { range, text: String::new(), id: 0 };
        let aligned = Aligned {
            bytes: vec![0; 12].into(),
            characters: [span(0..3), span(3..4), span(4..12)].into(),
            names: [String::new(), String::new()],
            rows: vec![],
        };
        assert_eq!(aligned.lines(5), [0..4, 4..9, 9..12]);
        assert_eq!(aligned.lines(99), std::slice::from_ref(&(0..12)));
        assert_eq!(aligned.lines(0).len(), 12);
    }
}

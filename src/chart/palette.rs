//! Colours that are not data, read from the page's design tokens (`www/style.css`), so that canvas and CSS agree.

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Colours of tokens; a token takes the one at its id, modulo their number.
pub const N_TOKEN_COLOURS: usize = 8;

/// What an axis is, which chooses the hue of its title and labels: one hue a meaning, on every page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Who looks: rows, Q.
    Query,
    /// Who is looked at: columns, K.
    Key,
    /// What is fetched: V.
    Value,
    /// Anything else, such as dimensions.
    #[default]
    Plain,
}

impl Role {
    /// The class under which the style sheet knows the hue.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Key => "key",
            Self::Value => "value",
            Self::Plain => "plain",
        }
    }
}

/// What a figure needs beside its colour map.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// What the figure lies on.
    pub ground: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Quieter text.
    pub muted: Rgb,
    /// Frames and ticks.
    pub line: Rgb,
    /// Rows, Q, "looks at".
    pub query: Rgb,
    /// Columns, K, "is looked at".
    pub key: Rgb,
    /// V, what is fetched.
    pub value: Rgb,
    /// Cells of a mask that may be seen.
    pub allowed: Rgb,
    /// The ground of a blocked cell.
    pub blocked: Rgb,
    /// The hatching on it.
    pub hatch: Rgb,
    /// A cell whose value is not a number.
    pub nan: Rgb,
    /// Tokens, by id.
    pub tokens: [Rgb; N_TOKEN_COLOURS],
}

impl Palette {
    /// Reads the tokens `--surface`, which is the ground, `--ink`, `--muted`, `--line`, `--query`, `--key`, `--value`,
    /// `--allowed`, `--blocked`, `--hatch`, `--nan` and `--token-0`…, each as `#rrggbb`. One that is missing is a middle grey, which shows on any ground.
    pub fn read(token: impl Fn(&str) -> Option<String>) -> Self {
        let colour = |name: &str| token(name).and_then(|value| Rgb::parse(&value)).unwrap_or(Rgb(128, 128, 128));
        Self {
            ground: colour("--surface"),
            ink: colour("--ink"),
            muted: colour("--muted"),
            line: colour("--line"),
            query: colour("--query"),
            key: colour("--key"),
            value: colour("--value"),
            allowed: colour("--allowed"),
            blocked: colour("--blocked"),
            hatch: colour("--hatch"),
            nan: colour("--nan"),
            tokens: std::array::from_fn(|i| colour(&format!("--token-{i}"))),
        }
    }

    /// Whether figures lie on a dark ground.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        !self.ground.wants_dark_text()
    }

    /// The hue of an axis.
    #[must_use]
    pub fn role(&self, role: Role) -> Rgb {
        match role {
            Role::Query => self.query,
            Role::Key => self.key,
            Role::Value => self.value,
            Role::Plain => self.ink,
        }
    }

    /// The colour of the token with this id.
    #[must_use]
    pub fn token(&self, id: u32) -> Rgb {
        self.tokens[id as usize % N_TOKEN_COLOURS]
    }
}

impl Rgb {
    /// Reads `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, r, g, b] = value.to_be_bytes();
        Some(Self(r, g, b))
    }

    /// What is seen where `other`, of an opacity from 0 to 1, lies on this colour.
    #[must_use]
    pub fn mix(self, other: Self, opacity: f32) -> Self {
        let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * opacity).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// Black or white, whichever is easier to read on this colour.
    #[must_use]
    pub fn ink(self) -> Self {
        if self.wants_dark_text() { Self(0, 0, 0) } else { Self(255, 255, 255) }
    }

    /// Whether dark text is easier to read on this colour than light text, by WCAG's relative luminance.
    #[must_use]
    pub fn wants_dark_text(self) -> bool {
        // At this luminance black and white contrast equally: (L + 0.05)² = 0.05 · 1.05.
        self.luminance() > 0.179
    }

    /// WCAG 2's relative luminance, 0 to 1.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_or_refused() {
        assert_eq!(Rgb::parse(" #0a10ff "), Some(Rgb(10, 16, 255)));
        for bad in ["", "#fff", "0a10ff", "#0a10fg", "#0a10ff00", "#é10ff"] {
            assert_eq!(Rgb::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn mixing_goes_from_one_to_the_other() {
        let (a, b) = (Rgb(0, 100, 255), Rgb(255, 0, 255));
        assert_eq!((a.mix(b, 0.0), a.mix(b, 0.2), a.mix(b, 1.0)), (a, Rgb(51, 80, 255), b));
    }

    #[test]
    fn text_is_dark_on_light_and_light_on_dark() {
        assert!(Rgb(255, 255, 255).wants_dark_text());
        assert!(!Rgb(68, 1, 84).wants_dark_text());
    }
}

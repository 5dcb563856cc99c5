//! Character counts, as the YAML parser tells them, into byte offsets.

/// Turns the parser's character counts into byte offsets.
pub(super) struct Offsets<'t> {
    text: &'t str,
    /// Byte offset of every `STEP`th character; empty where the text is ASCII.
    steps: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices()
                .step_by(STEP)
                .map(|(at, _)| at as u32)
                .collect()
        };
        Offsets { text, steps }
    }

    /// The byte offset of a character; the text's length where there are not so many.
    pub(super) fn byte(&self, chars: usize) -> usize {
        if self.steps.is_empty() {
            return chars.min(self.text.len());
        }
        let Some(start) = self.steps.get(chars / STEP) else {
            return self.text.len();
        };
        let start = *start as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        rest.char_indices()
            .nth(chars % STEP)
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

//! What `sed` puts into files.

use super::command::Command;
use super::word::Word;
use crate::source::Span;

impl Command<'_> {
    /// The part of an argument that ends up in a file: the new half of sed's `s/old/new/`, or all of
    /// it. `source` is the text of the whole file.
    pub fn written_part(&self, word: &Word<'_>, source: &str) -> Span {
        let mut place = word.span;
        let text = place.slice(source).trim_start_matches(['\'', '"']);
        if self.program() == "sed"
            && let Some(rest) = text.strip_prefix('s')
            && let Some(sign) = rest.chars().next()
        {
            let mut parts = rest.split(sign).skip(1);
            if let (Some(old), Some(new)) = (parts.next(), parts.next()) {
                // Quotes, the `s`, and two of the signs around the old half.
                let before = place.len() - rest.len() + 2 * sign.len_utf8() + old.len();
                let start = place.start as usize + before;
                place = Span::new(start, start + new.len());
            }
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Dialect, parse};
    use crate::source::Origin;

    #[test]
    fn tells_the_new_half() {
        for (text, part) in [
            ("sed 's/a=1/b=2/g' f", "b=2"),
            ("sed s%a%bcd% f", "bcd"),
            ("sed 's,a,b,' f", "b"),
            ("sed '/a/d' f", "'/a/d'"),
            ("echo s/a/b/", "s/a/b/"),
        ] {
            let script = parse(text, &Origin::Verbatim(0), Dialect::SHELL);
            let command = script.commands.first().expect("a command");
            let words = command.args().iter().filter(|word| word.value.len() > 2);
            let parts: Vec<_> = words
                .map(|word| command.written_part(word, text).slice(text))
                .collect();
            assert_eq!(parts, [part], "{text}");
        }
    }
}

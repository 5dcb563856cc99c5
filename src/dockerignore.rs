//! `.dockerignore`: what the builder leaves out of the build context, read the way Docker reads it
//! (<https://docs.docker.com/build/concepts/context/#dockerignore-files>,
//! <https://github.com/moby/patternmatcher>).

use std::cell::Cell;

use crate::source::{Span, Text};

/// A `.dockerignore` file.
#[derive(Debug)]
pub struct Dockerignore<'a> {
    /// Its patterns in file order; the last one that fits a path decides.
    pub patterns: Vec<Pattern<'a>>,
    /// How many comparisons are still made. No real file comes near it.
    steps: Cell<u32>,
}

/// One line of a `.dockerignore` file.
#[derive(Debug)]
pub struct Pattern<'a> {
    /// The pattern without its `!`, and where it stands.
    pub text: Text<'a>,
    /// True for `!pattern`, which brings files back.
    pub brings_back: bool,
    /// The pattern counted from the context, as Docker cleans it up.
    glob: String,
}

/// The most comparisons of a byte of a pattern with one of a path, in one file.
const MOST_STEPS: u32 = 20_000_000;

impl<'a> Dockerignore<'a> {
    /// Reads a text; every line of it is some pattern, a comment, or blank.
    pub fn read(source: &'a str) -> Self {
        let mut patterns = Vec::new();
        let mut at = 0;
        for line in source.split_inclusive('\n') {
            let own = if at == 0 {
                line.trim_start_matches('\u{feff}')
            } else {
                line
            };
            at += line.len();
            let text = own.trim();
            // A `#` behind blanks is part of a name.
            if own.starts_with('#') || text.is_empty() {
                continue;
            }
            let brings_back = text.starts_with('!');
            let start = at - own.len() + (own.len() - own.trim_start().len());
            let bare = text.strip_prefix('!').unwrap_or(text);
            let start = start + (text.len() - bare.len()) + (bare.len() - bare.trim_start().len());
            let bare = bare.trim();
            let glob = clean(bare);
            if !glob.is_empty() {
                patterns.push(Pattern {
                    text: Text::new(bare, Span::new(start, start + bare.len())),
                    brings_back,
                    glob,
                });
            }
        }
        Dockerignore {
            patterns,
            steps: Cell::new(MOST_STEPS),
        }
    }

    /// The pattern that keeps a path of the context, or a folder above it, out of the build;
    /// nothing for a path that gets in. With `!` patterns, some of what is below it may still get
    /// in: see [`Self::brings_back_below`].
    pub fn keeps_out(&self, path: &str) -> Option<&Pattern<'a>> {
        let path = clean(path);
        let mut decides = None;
        for pattern in &self.patterns {
            // A pattern can only change what the ones before it decided.
            if pattern.brings_back == decides.is_some() && self.fits(pattern, &path) {
                decides = (!pattern.brings_back).then_some(pattern);
            }
        }
        decides
    }

    /// True if a `!` pattern may bring back something below the folder `path`.
    pub fn brings_back_below(&self, path: &str) -> bool {
        let path = clean(path);
        for pattern in &self.patterns {
            if pattern.brings_back {
                let glob = &pattern.glob;
                let literal = glob.split(['*', '?', '[', '\\']).next().unwrap_or_default();
                let is_whole = literal.len() == glob.len();
                let below = literal.strip_prefix(path.as_str());
                if path.is_empty()
                    || below.is_some_and(|rest| rest.starts_with('/'))
                    || (!is_whole && path.starts_with(literal))
                {
                    return true;
                }
            }
        }
        false
    }

    /// The pattern that keeps everything out, up to what `!` patterns bring back: an allow-list.
    pub fn keeps_all_out(&self) -> Option<&Pattern<'a>> {
        let all = |pattern: &&Pattern| {
            !pattern.brings_back && matches!(&*pattern.glob, "*" | "**" | "**/*")
        };
        self.patterns.iter().find(all)
    }

    /// True if the pattern fits the path or a folder above it.
    fn fits(&self, pattern: &Pattern, path: &str) -> bool {
        let (glob, text) = (pattern.glob.as_bytes(), path.as_bytes());
        let (mut g, mut t) = (0, 0);
        // Where to go on after a mismatch: behind the last `*`, and behind the last `**`.
        let mut star: Option<(usize, usize)> = None;
        let mut stars: Option<(usize, usize)> = None;
        loop {
            let left = self.steps.get();
            if left == 0 {
                return false;
            }
            self.steps.set(left - 1);
            if g == glob.len() && (t == text.len() || text[t] == b'/') {
                return true;
            }
            if glob[g..].starts_with(b"**") {
                let stretch = glob[g..].iter().take_while(|byte| **byte == b'*').count();
                g += stretch;
                if g == glob.len() {
                    return true;
                }
                // `**/` stands for any number of folders, none included.
                g += usize::from(glob[g] == b'/');
                stars = Some((g, t));
                star = None;
                continue;
            }
            if glob.get(g) == Some(&b'*') {
                g += 1;
                star = Some((g, t));
                continue;
            }
            if let Some(length) = fits_one(&glob[g..], text.get(t).copied()) {
                g += length;
                t += 1;
                continue;
            }
            if let Some((behind, from)) = star
                && text.get(from).is_some_and(|byte| *byte != b'/')
            {
                star = Some((behind, from + 1));
                (g, t) = (behind, from + 1);
            } else if let Some((behind, from)) = stars
                && let Some(slash) = text[from..].iter().position(|byte| *byte == b'/')
            {
                stars = Some((behind, from + slash + 1));
                star = None;
                (g, t) = (behind, from + slash + 1);
            } else {
                return false;
            }
        }
    }
}

/// Longest `[…]` that is read.
const LONGEST_CLASS: usize = 64;

/// How much of the pattern fits this one byte.
fn fits_one(glob: &[u8], byte: Option<u8>) -> Option<usize> {
    let byte = byte?;
    match *glob.first()? {
        b'?' => (byte != b'/').then_some(1),
        b'\\' if glob.len() > 1 => (glob[1] == byte).then_some(2),
        b'[' => {
            // A `]` right at the start is one of the class.
            let mut inner = glob.iter().take(LONGEST_CLASS).skip(2);
            let close = inner.position(|byte| *byte == b']')? + 2;
            let class = &glob[1..close];
            let (is_turned, class) = match class.first() {
                Some(b'^') => (true, &class[1..]),
                _ => (false, class),
            };
            let mut is_in = false;
            let mut at = 0;
            while at < class.len() {
                let is_range = class.get(at + 1) == Some(&b'-') && at + 2 < class.len();
                let last = if is_range { class[at + 2] } else { class[at] };
                is_in |= (class[at]..=last).contains(&byte);
                at += if is_range { 3 } else { 1 };
            }
            (is_in != is_turned && byte != b'/').then_some(close + 1)
        }
        own => (own == byte).then_some(1),
    }
}

/// A path or pattern as Docker cleans it: counted from the context, without `.`, `..` and doubled
/// slashes. Empty for the context itself.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::Dockerignore;

    #[track_caller]
    fn out(patterns: &str, paths: &str) {
        let file = Dockerignore::read(patterns);
        for path in paths.split(' ') {
            assert!(
                file.keeps_out(path).is_some(),
                "{patterns:?} lets {path} in"
            );
        }
    }

    #[track_caller]
    fn in_(patterns: &str, paths: &str) {
        let file = Dockerignore::read(patterns);
        for path in paths.split(' ') {
            assert!(
                file.keeps_out(path).is_none(),
                "{patterns:?} keeps {path} out"
            );
        }
    }

    #[test]
    fn names_count_from_the_context() {
        out(
            "node_modules",
            "node_modules node_modules/a/b ./node_modules/",
        );
        in_(
            "node_modules",
            "web/node_modules node_modules2 my-node_modules",
        );
        out("/dist/", "dist dist/index.js");
        out("./a/../b//c", "b/c b/c/d");
        in_("b/c", "b b/cc");
        in_("", "a");
    }

    #[test]
    fn stars_stay_in_their_folder() {
        out("*.log", "a.log .log");
        in_("*.log", "a/b.log a.logs");
        out("*/temp*", "a/temp b/temporary.txt b/temp/x");
        in_("*/temp*", "temp a/b/temp");
        out("temp?", "tempa");
        in_("temp?", "temp temp/");
        out("a*b*c", "abc axbxc axbxbxc a.b.c/d");
        in_("a*b*c", "abcd ab");
        out("*a/b", "aa/b xa/b/c");
        in_("*a/b", "xa/c");
    }

    #[test]
    fn two_stars_cross_folders() {
        out("**/*.go", "a.go a/b.go a/b/c.go");
        out(
            "**/node_modules",
            "node_modules a/node_modules a/b/node_modules/c",
        );
        in_("**/node_modules", "my_node_modules a/my_node_modules");
        out("docs/**/*.md", "docs/a.md docs/b/c/a.md");
        in_("docs/**/*.md", "a.md docs/a.txt");
        out("src/**", "src/a src/a/b");
        in_("src/**", "src srcs");
        out("**/a*b/**/c", "ab/c x/ab/c x/aab/y/z/c x/y/a_b/c/d");
        in_("**/a*b/**/c", "ab/d a/b/c");
        out("**", "a a/b .git");
    }

    #[test]
    fn classes_and_escapes() {
        out("[a-c]x", "ax cx");
        in_("[a-c]x", "dx");
        out("[^a]x", "bx");
        in_("[^a]x", "ax /x");
        out("\\#a", "#a");
        out("\\*", "*");
        in_("\\*", "a");
        in_("[a", "a");
    }

    #[test]
    fn the_last_word_counts() {
        out("*.md\n!README.md", "a.md");
        in_("*.md\n!README.md", "README.md");
        out("*.md\n!README.md\nREADME*", "README.md README-secret.md");
        in_("*\n!src", "src src/a");
        out("*\n!src/**", "src");
        assert!(Dockerignore::read("*\n!src/**").brings_back_below("src"));
        assert!(Dockerignore::read("*\n!src/a").brings_back_below("src"));
        assert!(Dockerignore::read("*\n!**/a").brings_back_below("src"));
        assert!(!Dockerignore::read("*\n!srcs/a").brings_back_below("src"));
        assert!(!Dockerignore::read("*\nsrc/a").brings_back_below("src"));
    }

    #[test]
    fn places_and_comments() {
        let source = "\u{feff}# note\r\n\r\n  ! a b \r\n #x\r\n";
        let file = Dockerignore::read(source);
        let seen: Vec<_> = file.patterns.iter().map(|one| one.brings_back).collect();
        assert_eq!(seen, [true, false]);
        for (pattern, text) in file.patterns.iter().zip(["a b", "#x"]) {
            assert_eq!(pattern.text.span.slice(source), text);
            assert_eq!(pattern.text.value, text);
        }
        assert!(Dockerignore::read("a\n**/*").keeps_all_out().is_some());
        assert!(Dockerignore::read("a\n!*").keeps_all_out().is_none());
    }

    #[test]
    fn gives_up_in_time() {
        let pattern = "**/*a".repeat(2000) + "b\n";
        let file = Dockerignore::read(&pattern);
        assert!(file.keeps_out(&"a/a".repeat(20_000)).is_none());
    }
}

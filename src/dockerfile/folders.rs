//! The folder that each instruction works in, and paths counted from there.
//! <https://docs.docker.com/reference/dockerfile/#workdir>

use std::rc::Rc;

use super::{Base, Body, Dockerfile, Instruction};

/// Longest path that is worked out, in bytes: relative folders in a row of lines grow without end.
const LONGEST: usize = 1024;

/// The folder in force while instructions are passed in file order.
#[derive(Debug, Default)]
pub struct Folders {
    /// The folder at the end of each stage so far.
    ends: Vec<Option<Rc<str>>>,
}

impl Folders {
    /// Goes on to the next instruction.
    pub fn pass(&mut self, file: &Dockerfile<'_>, instruction: &Instruction<'_>) {
        if instruction.onbuild {
            return;
        }
        match &instruction.body {
            Body::From(from) => {
                let folder = match from.base {
                    Base::Scratch => Some("/".into()),
                    Base::Stage(below) => self.ends.get(below).cloned().flatten(),
                    Base::Image => None,
                };
                self.ends.push(folder);
            }
            Body::Workdir(path) => {
                // Windows counts from drives.
                let path = path.value().filter(|_| file.directives.escape == b'\\');
                let folder = path.and_then(|path| self.path(path));
                if let Some(end) = self.ends.last_mut() {
                    *end = folder.map(Into::into);
                }
            }
            _ => {}
        }
    }

    /// The whole path of `path`, without `.`, `..` and a slash at its end. Nothing where it counts
    /// from a folder that isn't known, or holds a variable.
    pub fn path(&self, path: &str) -> Option<String> {
        let mut whole = String::new();
        if !path.starts_with('/') {
            whole.push_str(self.ends.last()?.as_deref()?);
        }
        if path.contains(['$', '`', '~', '\\']) || path.is_empty() {
            return None;
        }
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => whole.truncate(whole.rfind('/').unwrap_or(0)),
                part => {
                    if !whole.ends_with('/') {
                        whole.push('/');
                    }
                    whole.push_str(part);
                }
            }
        }
        if whole.is_empty() {
            whole.push('/');
        }
        (whole.len() <= LONGEST).then_some(whole)
    }
}

/// True if `path` is the folder or lies somewhere in it. Both are whole paths.
pub fn is_below(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::super::Dockerfile;
    use super::{Folders, is_below};

    fn last(text: &str, path: &str) -> Option<String> {
        let file = Dockerfile::read(text);
        let mut folders = Folders::default();
        for instruction in &file.instructions {
            folders.pass(&file, instruction);
        }
        folders.path(path)
    }

    #[test]
    fn counts_from_the_folder_in_force() {
        let same = |text, path, whole: &str| assert_eq!(last(text, path).as_deref(), Some(whole));
        same("FROM a\nWORKDIR /app/\nWORKDIR b", "./c/", "/app/b/c");
        same("FROM a AS x\nWORKDIR /app\nFROM b\nFROM x", "../c", "/c");
        same("ARG D=/d\nFROM a\nARG D\nWORKDIR $D", ".", "/d");
        same("FROM a", "/x//y/..", "/x");
        same("FROM scratch", ".", "/");
        assert_eq!(last("FROM a", "x"), None);
        assert_eq!(last("FROM a\nWORKDIR /a\nWORKDIR $X", "x"), None);
        assert_eq!(last("FROM a\nWORKDIR /a", "$X/x"), None);
    }

    #[test]
    fn a_folder_holds_itself_and_what_lies_in_it() {
        assert!(is_below("/a", "/a") && is_below("/a/b", "/a") && is_below("/a", "/"));
        assert!(!is_below("/ab", "/a") && !is_below("/", "/a"));
    }
}

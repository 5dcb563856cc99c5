//! What the mode of a file allows, by its digits or letters: chmod(1).

/// Rights that a program borrows from its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Special {
    /// It runs as the owner of its file (setuid).
    pub user: bool,
    /// It runs with the group of its file (setgid).
    pub group: bool,
}

/// True if everyone may write: `777`, `a+w`. Not so with the sticky bit, by which people can only
/// take away what is theirs: `1777`, as `/tmp` has it.
pub fn lets_all_write(mode: &str) -> bool {
    if let Some(digits) = octal(mode) {
        return digits & 0o2 != 0 && digits & 0o1000 == 0;
    }
    let mut writes = false;
    for (who, sign, rights) in clauses(mode) {
        writes |= sign != b'-' && who.contains(['o', 'a']) && rights.contains('w');
        if rights.contains('t') {
            return false;
        }
    }
    writes
}

/// The same mode without the right of everyone to write; nothing where that leaves nothing to do.
pub fn without_writing_by_all(mode: &str) -> Option<String> {
    if octal(mode).is_some() {
        let (head, last) = mode.split_at_checked(mode.len().checked_sub(1)?)?;
        let last = match last {
            "7" => "5",
            "6" => "4",
            "3" => "1",
            _ => "0",
        };
        return Some([head, last].concat());
    }
    let mut all = clauses(mode);
    let (Some((who, sign, rights)), None) = (all.next(), all.next()) else {
        return None;
    };
    let sign = char::from(sign);
    let others = rights.replace('w', "");
    let own = match who {
        "o" => String::new(),
        _ if who.contains('a') => format!("ug{sign}{rights}"),
        _ => format!("{}{sign}{rights}", who.replace('o', "")),
    };
    match (own.is_empty(), others.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("o{sign}{others}")),
        (false, true) => Some(own),
        (false, false) => Some(format!("{own},o{sign}{others}")),
    }
}

/// Whose rights a file's program gets, whoever starts it.
pub fn special(mode: &str) -> Special {
    let mut special = Special::default();
    if let Some(digits) = octal(mode) {
        special.user = digits & 0o4000 != 0;
        special.group = digits & 0o2000 != 0;
        return special;
    }
    for (who, sign, rights) in clauses(mode) {
        if sign != b'-' && rights.contains('s') {
            special.user |= who.is_empty() || who.contains(['u', 'a']);
            special.group |= who.is_empty() || who.contains(['g', 'a']);
        }
    }
    special
}

fn octal(mode: &str) -> Option<u32> {
    (mode.len() <= 6).then(|| u32::from_str_radix(mode, 8).ok())?
}

/// Who, a sign and the rights of each clause: `u+x,go-w`.
fn clauses(mode: &str) -> impl Iterator<Item = (&str, u8, &str)> {
    mode.split(',').filter_map(|clause| {
        let at = clause.find(['+', '-', '='])?;
        let sign = *clause.as_bytes().get(at)?;
        Some((clause.get(..at)?, sign, clause.get(at + 1..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_everyone_may_write() {
        for mode in [
            "777",
            "0777",
            "666",
            "a+w",
            "o+w",
            "ugo+rwx",
            "go=rw",
            "u=rwx,a+rwX",
            "757",
        ] {
            assert!(lets_all_write(mode), "{mode}");
        }
        for mode in [
            "755", "1777", "0644", "+w", "u+w", "g+w", "o-w", "a+x", "a+rwxt", "go-w", "=rw", "x",
            "",
        ] {
            assert!(!lets_all_write(mode), "{mode}");
        }
    }

    #[test]
    fn takes_only_that_right_away() {
        for (mode, without) in [
            ("777", "775"),
            ("0666", "0664"),
            ("a+w", "ug+w"),
            ("a+rwx", "ug+rwx,o+rx"),
            ("go+w", "g+w"),
            ("o+rwx", "o+rx"),
            ("ugo=rw", "ug=rw,o=r"),
        ] {
            let found = without_writing_by_all(mode);
            assert_eq!(found.as_deref(), Some(without), "{mode}");
            assert!(!lets_all_write(without));
        }
        assert_eq!(without_writing_by_all("o+w"), None);
        assert_eq!(without_writing_by_all("u+x,o+w"), None);
    }

    #[test]
    fn knows_borrowed_rights() {
        let told = |mode| {
            let special = special(mode);
            (special.user, special.group)
        };
        assert_eq!(told("4755"), (true, false));
        assert_eq!(told("u+s"), (true, false));
        assert_eq!(told("+s"), (true, true));
        assert_eq!(told("2775"), (false, true));
        assert_eq!(told("g+s"), (false, true));
        assert_eq!(told("a-s"), (false, false));
        assert_eq!(told("0755"), (false, false));
    }
}

//! The flags of `docker run`, with what each takes and which Compose key says the same.
//!
//! Names, letters and arity are those of `docker run --help` of Docker 28, with the hidden older
//! spellings (`--net`, `--dns-opt` …) and the flags that only Podman and nerdctl know:
//! <https://docs.docker.com/reference/cli/docker/container/run/>,
//! <https://docs.podman.io/en/latest/markdown/podman-run.1.html>.

use std::sync::LazyLock;

/// What a flag says about the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A switch: the key becomes true.
    Switch,
    /// One value; the last one counts.
    Value,
    /// A value for the inner key, inside a mapping under the first.
    Inner,
    /// A switch for the inner key, inside a mapping under the first.
    InnerSwitch,
    /// One item of a list.
    Item,
    /// Items of a list, with commas between them.
    Items,
    /// `name=value`, an entry of a mapping.
    Pair,
    /// `name=value`, an entry of a mapping under the inner key, inside the first.
    InnerPair,
    /// A list's only item.
    Only,
    /// `name=soft:hard`, an entry of a mapping.
    Limit,
    /// A network or a network mode.
    Network,
    /// `type=…,source=…,target=…`.
    Mount,
    /// The container's name.
    Name,
}

impl Meaning {
    /// True if the flag needs no value.
    pub(super) fn is_switch(self) -> bool {
        matches!(self, Meaning::Switch | Meaning::InnerSwitch)
    }
}

/// One flag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flag {
    /// The long name, without dashes.
    pub(super) long: &'static str,
    /// The letter, if it has one.
    pub(super) short: Option<u8>,
    /// The Compose key; `x-` and the flag's name where Compose has none.
    pub(super) key: &'static str,
    /// How the value is read.
    pub(super) meaning: Meaning,
    /// The key inside the mapping, for those meanings that have one.
    pub(super) inner: &'static str,
}

/// The flags, one on each line: long name, letter or `-`, key, meaning, inner key; those that only
/// Podman and nerdctl know come last.
const TABLE: &str = include_str!("flags.txt");

static FLAGS: LazyLock<Vec<Flag>> = LazyLock::new(|| {
    let mut flags = Vec::new();
    for line in TABLE.split('\n') {
        let mut columns = line.split(' ');
        let mut column = || columns.next().unwrap_or_default();
        flags.push(Flag {
            long: column(),
            short: column().bytes().next().filter(|letter| *letter != b'-'),
            key: column(),
            meaning: meaning(column()),
            inner: column(),
        });
    }
    // Behind the last line break there is no flag.
    flags.pop();
    flags
});

fn meaning(word: &str) -> Meaning {
    match word {
        "Switch" => Meaning::Switch,
        "Inner" => Meaning::Inner,
        "InnerSwitch" => Meaning::InnerSwitch,
        "Item" => Meaning::Item,
        "Items" => Meaning::Items,
        "Pair" => Meaning::Pair,
        "InnerPair" => Meaning::InnerPair,
        "Only" => Meaning::Only,
        "Limit" => Meaning::Limit,
        "Network" => Meaning::Network,
        "Mount" => Meaning::Mount,
        "Name" => Meaning::Name,
        _ => Meaning::Value,
    }
}

/// The flag with this long name.
pub(super) fn by_name(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.long == name)
}

/// The flag with this letter.
pub(super) fn by_letter(letter: u8) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.short == Some(letter))
}

/// All long names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FLAGS.iter().map(|flag| flag.long)
}

/// Flags of the engine itself, in front of `run`, that take a value.
pub(super) const GLOBAL_VALUED: &str = "--config --context --host --log-level --tlscacert --tlscert --tlskey --connection \
    --identity --url --root --runroot --storage-driver --storage-opt --module --out \
    --cgroup-manager --conmon --runtime --tmpdir --namespace --address --snapshotter \
    --data-root -c -H -l -n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_letters_are_unique() {
        let mut names: Vec<_> = names().collect();
        let mut letters: Vec<_> = FLAGS.iter().filter_map(|flag| flag.short).collect();
        let (all_names, all_letters) = (names.len(), letters.len());
        names.sort_unstable();
        names.dedup();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!((names.len(), letters.len()), (all_names, all_letters));
    }

    #[test]
    fn a_key_without_a_compose_meaning_is_an_extension_named_after_the_flag() {
        for flag in FLAGS.iter().filter(|flag| flag.key.starts_with("x-")) {
            let is_named_after = flag.key.strip_prefix("x-") == Some(flag.long);
            assert!(is_named_after || flag.long == "net-alias", "{}", flag.long);
        }
    }
}

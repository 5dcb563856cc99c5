//! Nobody who arrives with another checker's name for a thing finds nothing.

use std::collections::BTreeSet;

/// The names that must lead somewhere, one a line; see the top of the file.
const NAMES: &str = include_str!("aliases.txt");

#[test]
fn every_name_of_the_peers_leads_to_a_rule() {
    let mut known = BTreeSet::new();
    for rule in cozydock::rules() {
        known.extend(rule.aliases);
    }
    let mut lost = Vec::new();
    for name in NAMES.lines().filter(|line| !line.starts_with('#')) {
        if !known.contains(name) {
            lost.push(name);
        }
    }
    assert!(lost.is_empty(), "no rule has these aliases: {lost:?}");
    assert!(NAMES.lines().count() > 200);
}

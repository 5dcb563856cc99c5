//! The packages that a script leaves installed.

use std::collections::HashSet;

use super::packages::{PackageAction, PackageStep};
use super::word::Word;
use super::{Command, Script};

/// A package that a script installs and doesn't remove again.
#[derive(Clone, Copy, Debug)]
pub struct KeptPackage<'s, 'a> {
    /// The install.
    pub step: PackageStep<'s, 'a>,
    /// The package as written.
    pub word: &'s Word<'a>,
}

impl<'a> Script<'a> {
    /// The distribution's packages that stay, in order. Names that are known only at run time and
    /// installs into another folder than the image's own system are left out.
    pub fn kept_packages(&self) -> Vec<KeptPackage<'_, 'a>> {
        let marks = |command: &Command<'_>| {
            command.program() == "apt-mark" && command.subcommand() == "auto"
        };
        let is_marked = self.commands.iter().any(marks);
        let mut removed: HashSet<&str> = HashSet::new();
        let mut left = Vec::new();
        // From the end, so that what is removed later is known.
        for command in self.commands.iter().rev() {
            let Some(step) = command.package_step().filter(|step| step.tool.is_system()) else {
                continue;
            };
            match step.action {
                PackageAction::Remove => {
                    if takes_unnamed(&step, is_marked) {
                        break;
                    }
                    for word in step.packages() {
                        removed.insert(&*word.value);
                    }
                }
                PackageAction::Install if !is_elsewhere(command) => {
                    let group = command.option(Some('t'), "virtual");
                    if group.is_some_and(|group| removed.contains(&*group.value)) {
                        continue;
                    }
                    let at = left.len();
                    for word in step.packages() {
                        if !word.expands && !removed.contains(&*word.value) {
                            left.push(KeptPackage { step, word });
                        }
                    }
                    left[at..].reverse();
                }
                _ => {}
            }
        }
        left.reverse();
        left
    }
}

/// True if it takes out packages that it doesn't name: `$BUILD_DEPS`, `'*-dev'`, or, after
/// `apt-mark auto`, whatever isn't marked as wanted.
fn takes_unnamed(step: &PackageStep, is_marked: bool) -> bool {
    let mut packages = step.packages().peekable();
    packages.peek().is_none() && is_marked
        || packages.any(|word| word.expands || word.value.contains('*'))
        || step.command().subcommand() == "history"
}

/// True if it installs into another folder than the image's own system.
fn is_elsewhere(command: &Command<'_>) -> bool {
    ["root", "installroot"]
        .iter()
        .any(|flag| command.has_flag(None, flag))
}

#![doc = include_str!("global_apt_key.md")]

use crate::rules::prelude::*;

/// The rule. apt-key(8): "last available in Debian 12 and Ubuntu 24.04":
/// <https://manpages.debian.org/bookworm/apt/apt-key.8.en.html>
pub const RULE: Rule = Rule::new("global-apt-key", Severity::Low).in_step(step);

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    if command.program() != "apt-key" {
        return;
    }
    let mut operands = command.operands(&[]);
    let verb = operands.find(|word| is_one_of("add adv", &word.value));
    let (Some(program), Some(verb)) = (command.words.first(), verb) else {
        return;
    };
    let brings = ["recv-keys", "recv", "fetch-keys", "import"];
    if verb.value == "adv" && !brings.iter().any(|flag| command.has_flag(None, flag)) {
        return;
    }
    check.report(
        program.span.to(verb.span),
        "`apt-key` trusts this key for every package source, not its own alone.",
        "Its owner could then sign any package, even Debian's. Save the key in /etc/apt/keyrings and name it in the source with `signed-by`; Debian 12 and Ubuntu 24.04 are the last with `apt-key`.",
    );
}

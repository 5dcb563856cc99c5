#![doc = include_str!("setuid_binary.md")]

use crate::facts::modes;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 4.8; what the bits do:
/// <https://man7.org/linux/man-pages/man7/capabilities.7.html>
pub const RULE: Rule = Rule::new("setuid-binary", Severity::Medium)
    .aliases("cis:4.8")
    .in_instruction(instruction)
    .in_step(step);

/// Rights from which there's a way to root: capabilities(7).
const STRONG: &str = "cap_sys_admin cap_sys_ptrace cap_sys_module cap_sys_rawio cap_dac_override \
    cap_dac_read_search cap_setuid cap_setgid cap_setfcap cap_setpcap cap_chown cap_fowner \
    cap_mknod cap_bpf cap_mac_admin cap_mac_override cap_sys_boot cap_sys_chroot all";

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
        return;
    };
    if let Some(mode) = instruction
        .flag("chmod")
        .and_then(|flag| flag.value.as_ref())
        && mode.value().is_some_and(|mode| modes::special(mode).user)
    {
        let is_shipped = file.is_shipped(instruction);
        runs_as_owner(mode.span(), copy.destination.written(), is_shipped, check);
    }
}

fn step(step: &Step, check: &mut Check) {
    let command = step.command;
    if command.program() == "setcap" {
        capabilities(step, check);
        return;
    }
    let Some(mode) = command.mode() else {
        return;
    };
    let special = mode.literal().map(modes::special).unwrap_or_default();
    let target = command.operands(&["-m", "--mode"]).last();
    let target = target.map_or("", |word| word.as_str());
    if special.user && command.program() != "mkdir" {
        runs_as_owner(mode.span, target, step.is_shipped(), check);
    } else if special.group && target.contains("bin/") && step.is_shipped() {
        // On a folder it only means that new files get the folder's group.
        check
            .report(
                mode.span,
                format!("Whoever starts `{target}` gets the group of its file."),
                "A fault in it then opens whatever that group may touch. Take the bit off, and give the program's own user the group instead.",
            )
            .severity(Severity::Low);
    }
}

fn runs_as_owner(place: Span, target: &str, is_shipped: bool, check: &mut Check) {
    let what = match target {
        "" => "this program".to_owned(),
        _ => format!("`{target}`"),
    };
    let draft = check.report(
        place,
        format!("Whoever starts {what} becomes its owner, most likely root."),
        "That's a way back to root for anyone who gets in as a plain user, and USER no longer helps. Take the bit off, or do the root part in a RUN step; `no-new-privileges` at the start blocks it too.",
    );
    if !is_shipped {
        draft.severity(Severity::Low);
    }
}

/// `setcap cap_net_raw,cap_sys_admin+ep FILE`
fn capabilities(step: &Step, check: &mut Check) {
    let command = step.command;
    let mut operands = command.operands(&[]);
    let (Some(rights), Some(program)) = (operands.next(), operands.next()) else {
        return;
    };
    if command.has_flag(Some('r'), "") || command.has_flag(Some('v'), "") {
        return;
    }
    let text = rights.value.to_ascii_lowercase();
    let mut names = text.split([',', '+', '=', ' ']);
    let strong = if text.starts_with('=') {
        Some("all")
    } else {
        names.find(|name| is_one_of(STRONG, name))
    };
    if let Some(strong) = strong {
        let draft = check.report(
            rights.span,
            format!("Whoever starts `{}` gets `{strong}`, a good part of root's power.", program.as_str()),
            "A fault in that program is then a way to root, whatever USER says. Grant the small right that it needs, such as `cap_net_bind_service`, or do the work in another container.",
        );
        if !step.is_shipped() {
            draft.severity(Severity::Low);
        }
    }
}

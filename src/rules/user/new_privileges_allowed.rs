#![doc = include_str!("new_privileges_allowed.md")]

use crate::dockerfile;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.26; the switch in the kernel:
/// <https://docs.kernel.org/userspace-api/no_new_privs.html>
pub const RULE: Rule = Rule::new("new-privileges-allowed", Severity::Low)
    .aliases(
        "kics:no_new_privileges_not_set kics:security_opt_not_set compose-lint:CL-0003 cis:5.26 \
        owasp:4",
    )
    .fixes(Safety::Review)
    .in_service(service);

/// The option that says it.
const OPTION: &str = "no-new-privileges";

fn service(service: &Service, check: &mut Check) {
    if !service.is_container() {
        return;
    }
    let mut options = 0;
    for item in service.security_opt() {
        options += 1;
        let Some(rest) = item.as_str().trim().strip_prefix(OPTION) else {
            continue;
        };
        let value = rest.trim_start_matches([':', '=']);
        if value.eq_ignore_ascii_case("false") && !item.route.is_inherited() {
            let place = item.place();
            let text = item.span().slice(service.compose().source);
            let mended = text.replace(value, "true");
            let is_plain = item.route.is_direct() && mended != text;
            check
                .report(
                    place.span,
                    format!("`{}` says no to a lock that costs nothing.", service.name()),
                    "With `false`, a program in there can still gain root's powers through a setuid file. Write `no-new-privileges:true`.",
                )
                .aliases("kics:no_new_privileges_not_set compose-lint:CL-0003 cis:5.26 owasp:4")
                .written_at(place)
                .fix(is_plain.then(|| {
                    DraftFix::review("Don't let it gain privileges").replace(item.span(), mended)
                }));
        }
        return;
    }
    let text = service.image().and_then(|image| image.text());
    let is_windows = text.is_some_and(|text| dockerfile::is_windows(&text.value));
    if is_windows || !check.should_say_all(service) {
        return;
    }
    let draft = check.report(
        service.name_span(),
        format!("`{}` could still rise to root while it runs.", service.name()),
        format!(
            "Files such as `sudo` or `su` lift whoever starts them. {} closes that way up, and programs that never take it don't notice.",
            if service.is_docker_run() {
                "`--security-opt=no-new-privileges`"
            } else {
                "`security_opt: [no-new-privileges:true]`"
            }
        ),
    );
    draft.aliases(if options == 0 {
        "kics:security_opt_not_set compose-lint:CL-0003 cis:5.26 owasp:4"
    } else {
        "kics:no_new_privileges_not_set compose-lint:CL-0003 cis:5.26 owasp:4"
    });
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    let fix = DraftFix::review("Don't let it gain privileges");
    draft.fix(match service.get("security_opt") {
        Some(list) if !service.is_docker_run() => list
            .insert_item("no-new-privileges:true")
            .map(|(span, text)| fix.replace(span, text)),
        _ => fix
            .clone()
            .add_setting(
                service,
                "security_opt:\n  - no-new-privileges:true",
                "--security-opt=no-new-privileges",
            )
            .or_else(|| fix.add_setting(service, "security_opt: ['no-new-privileges:true']", "")),
    });
}

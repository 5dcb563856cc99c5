#![doc = include_str!("capabilities_kept.md")]

use crate::dockerfile;
use crate::rules::image_names::{capabilities_of, starts_as_root};
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.4; what Docker hands out by default:
/// <https://docs.docker.com/engine/security/#linux-kernel-capabilities>
pub const RULE: Rule = Rule::new("capabilities-kept", Severity::Low)
    .aliases("kics:container_capabilities_unrestricted compose-lint:CL-0006 cis:5.4 owasp:3")
    .fixes(Safety::Review)
    .in_service(service);

fn service(service: &Service, check: &mut Check) {
    if !service.is_container() {
        return;
    }
    let dropped = service.cap_drop();
    let drops_all = dropped
        .iter()
        .any(|item| item.as_str().eq_ignore_ascii_case("all") || !item.scalar.known);
    if drops_all || !check.should_say_all(service) {
        return;
    }
    let text = service.image().and_then(|image| image.text());
    // Windows has no capabilities.
    if text.is_some_and(|text| dockerfile::is_windows(&text.value)) {
        return;
    }
    let needed = capabilities_of(service);
    let name = service.name();
    let how = if service.is_docker_run() {
        "`--cap-drop=ALL`"
    } else {
        "`cap_drop: [ALL]`"
    };
    let is_privileged = service.is_on("privileged");
    let advice = match needed {
        _ if is_privileged => {
            format!("While it's privileged, it holds them all: first drop that, then {how} works.")
        }
        Some("") => format!("It needs none of them: {how} takes them all away."),
        Some(needed) => format!(
            "{how} takes them away, and `{}` is what it needs back.",
            needed.replace(' ', "`, `")
        ),
        None => format!(
            "{how} takes them away. I can't see what it needs: try it, and hand back what it asks for."
        ),
    };
    let harm = if starts_as_root(service) == Some(false) {
        "Docker hands every container a set of root's capabilities. A plain user can't use them, until some file in there makes it root."
    } else {
        "Docker hands every container a set of root's capabilities, and a break-in gets them too."
    };
    let place = service
        .get("cap_drop")
        .filter(|value| value.route().is_direct() && !dropped.is_empty())
        .map_or(service.name_span(), |value| value.key_span());
    let draft = check.report(
        place,
        format!("`{name}` keeps powers of root that it may never use."),
        format!("{harm} {advice}"),
    );
    if service.extends_elsewhere() {
        draft.confidence(Confidence::Low);
    }
    if !is_privileged {
        draft.fix(drop_all(service, needed));
    }
}

fn drop_all(service: &Service, needed: Option<&str>) -> Option<DraftFix> {
    let fix = DraftFix::review(match needed {
        Some("") => "Drop all capabilities",
        Some(_) => "Drop all capabilities but those it needs",
        None => "Drop all capabilities, then try it: I can't see what it needs",
    });
    let needed = needed.unwrap_or_default();
    // What is added already says what is needed.
    let has_added = service.has("cap_add");
    let hands_back = !needed.is_empty() && !has_added;
    if service.is_docker_run() {
        let mut flags = "--cap-drop=ALL".to_owned();
        if hands_back {
            flags.push_str(" --cap-add=");
            flags.push_str(&needed.replace(' ', ","));
        }
        return fix.add_setting(service, "", &flags);
    }
    let comma = needed.replace(' ', ", ");
    match service.get("cap_drop") {
        // Beside a list, a second setting would go to the same place.
        Some(_) if hands_back => None,
        Some(list) => {
            let (span, text) = list.insert_item("ALL")?;
            Some(fix.replace(span, text))
        }
        None if hands_back => {
            let block = format!("cap_drop: [ALL]\ncap_add: [{comma}]");
            let flow = format!("cap_drop: [ALL], cap_add: [{comma}]");
            fix.clone()
                .add_setting(service, &block, "")
                .or_else(|| fix.add_setting(service, &flow, ""))
        }
        None => fix.add_setting(service, "cap_drop: [ALL]", ""),
    }
}

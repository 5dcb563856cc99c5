#![doc = include_str!("authentication_off.md")]

use crate::compose::Route;
use crate::rules::prelude::*;
use crate::shell::{Command, Script, Word};

/// The rule. The switches are those of the images' own documentation on Docker Hub; see
/// `data/images.json`.
pub const RULE: Rule = Rule::new("authentication-off", Severity::High)
    .fixes(Safety::Review)
    .in_compose(compose);

/// Variables that let everybody in: the name, the values that do it (any where there are none), and
/// whether it's a store or a shell rather than a page to look at.
const SWITCHES: [(&str, &str, bool); 24] = [
    ("ALLOW_ANONYMOUS_LOGIN", YES, true),
    ("ALLOW_EMPTY_PASSWORD", YES, true),
    ("ALLOW_NONE_AUTHENTICATION", YES, true),
    ("AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", YES, true),
    ("CLICKHOUSE_SKIP_USER_SETUP", YES, true),
    ("DISABLE_ADMIN_TOKEN", YES, true),
    ("DISABLE_AUTH", YES, true),
    ("DISABLE_SECURITY_PLUGIN", YES, true),
    ("INFLUXDB_HTTP_AUTH_ENABLED", NO, true),
    ("JOOMLA_DB_PASSWORD_ALLOW_EMPTY", "", true),
    ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "", true),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", "", true),
    ("NEO4J_AUTH", "none", true),
    ("POSTGRES_HOST_AUTH_METHOD", "trust", true),
    ("plugins.security.disabled", YES, true),
    ("xpack.security.enabled", NO, true),
    ("DISABLE_SECURITY_DASHBOARDS_PLUGIN", YES, false),
    ("FLOWER_UNAUTHENTICATED_API", YES, false),
    ("GF_AUTH_ANONYMOUS_ENABLED", YES, false),
    ("ME_CONFIG_BASICAUTH", NO, false),
    ("ME_CONFIG_BASICAUTH_ENABLED", NO, false),
    ("PGADMIN_CONFIG_SERVER_MODE", NO, false),
    ("TRAEFIK_API_INSECURE", YES, false),
    ("WEBUI_AUTH", NO, false),
];
/// More variables and words than anyone writes.
const MANY: usize = 500;
const YES: &str = "yes true 1 on";
const NO: &str = "no false 0 off";

fn compose(file: &Compose, check: &mut Check) {
    for service in file.services_apart_in(&["environment"]) {
        if check.is_full() {
            break;
        }
        variables(&service, check);
    }
    for service in file.services() {
        if check.is_full() {
            break;
        }
        service.each_script(|script, route| judge(&service, script, route, check));
    }
}

fn variables(service: &Service, check: &mut Check) {
    let variables = service.environment();
    let is_password = |name: &str| {
        let ends = ["PASSWORD", "PASSWORD_FILE", "PASSWORD_HASH"];
        ends.iter().any(|end| name.ends_with(end)) && !name.contains("EMPTY")
    };
    for variable in &variables {
        if check.is_full() {
            return;
        }
        let name = variable.name.as_str();
        let value = variable.as_str();
        if variable.route.is_inherited() || variable.is_outside() || value.is_empty() {
            continue;
        }
        let Some(is_grave) = switches_off(name, value) else {
            continue;
        };
        // An empty password is allowed, but there is one.
        let is_set = name.contains("EMPTY")
            && variables.iter().take(MANY).any(|other| {
                let value = other.value.as_ref();
                is_password(other.name.as_str())
                    && value.is_none_or(|value| !value.value.is_empty())
            });
        if is_set {
            continue;
        }
        // As a guest who may change everything.
        let is_admin = name.starts_with("GF_AUTH_ANONYMOUS")
            && variables.iter().any(|other| {
                other.name.value == "GF_AUTH_ANONYMOUS_ORG_ROLE" && other.as_str() != "Viewer"
            });
        let removal = service.get("environment").and_then(|all| {
            let alone = || {
                all.removal(&service.own_settings())
                    .filter(|_| variables.len() == 1)
            };
            variable.node.removal(&all).or_else(alone)
        });
        let what = format!("`{name}`");
        complain(
            service,
            (&what, variable.span, variable.route),
            is_grave || is_admin,
            check,
        )
        .fix(removal.map(|span| DraftFix::review(format!("Take {name} out")).delete(span)));
    }
}

/// Whether the variable lets everybody in, and how much that gives away.
fn switches_off(name: &str, value: &str) -> Option<bool> {
    let lower = value.to_ascii_lowercase();
    if name == "POSTGRES_INITDB_ARGS" {
        let trusts = lower.contains("auth=trust") || lower.contains("auth-host=trust");
        return trusts.then_some(true);
    }
    for (switch, values, is_grave) in SWITCHES {
        if switch == name && (values.is_empty() || is_one_of(values, &lower)) {
            return Some(is_grave);
        }
    }
    None
}

fn judge(service: &Service, script: &Script, route: Route, check: &mut Check) {
    for command in &script.commands {
        if is_one_of("echo printf grep", command.program()) {
            continue;
        }
        for (at, word) in command.words.iter().enumerate() {
            let text = word.as_str();
            if !text.starts_with('-') {
                continue;
            }
            let (flag, attached) = text.split_once('=').unwrap_or((text, ""));
            let next = command
                .words
                .get(at + 1)
                .filter(|_| flag.len() == text.len());
            let value = next.map_or(attached, |next| next.as_str());
            let Some(is_grave) = opens(command, flag, value, text) else {
                continue;
            };
            let takes_next = is_one_of("--protected-mode --auth", flag);
            let next = next.filter(|_| takes_next);
            let span = next.map_or(word.span, |next| word.span.to(next.span));
            let fix = closed(service.compose().source, word, next);
            complain(
                service,
                (&format!("`{flag}`"), span, route),
                is_grave,
                check,
            )
            .fix(fix.filter(|_| route.is_direct()));
        }
    }
}

/// Whether the flag lets everybody in, and how much that gives away.
///
/// `--insecure` is that of `CockroachDB` alone.
fn opens(command: &Command, flag: &str, value: &str, text: &str) -> Option<bool> {
    match flag {
        "--noauth" | "--skip-grant-tables" | "--without-connection-token" => Some(true),
        "--no-auth" => Some(false),
        "--insecure"
            if command
                .words
                .iter()
                .take(MANY)
                .any(|word| word.value == "start-single-node") =>
        {
            Some(true)
        }
        "--api.insecure" if !text.ends_with("=false") => Some(false),
        "--auth" if value == "none" => Some(true),
        "--protected-mode" if value == "no" => {
            let at = command
                .words
                .iter()
                .take(MANY)
                .position(|word| word.value == "--requirepass");
            let password = at.and_then(|at| command.words.get(at + 1));
            password
                .is_none_or(|password| password.value.is_empty())
                .then_some(true)
        }
        "--NotebookApp.token" | "--ServerApp.token" | "--IdentityProvider.token" => {
            (text.contains('=') && value.is_empty()).then_some(true)
        }
        "-Expack.security.enabled" if is_one_of(NO, value) => Some(true),
        _ => None,
    }
}

/// The switch the other way round, where it has one.
fn closed(source: &str, word: &Word, next: Option<&Word>) -> Option<DraftFix> {
    let (flag, attached) = word.value.split_once('=').unwrap_or((&word.value, ""));
    let value = next.cloned().unwrap_or_else(|| word.tail(flag.len() + 1));
    let opposite = match &*value.value {
        "true" => "false",
        "false" => "true",
        "no" => "yes",
        _ => return None,
    };
    if next.is_none() && attached.is_empty() {
        return None;
    }
    // Quotes around it stay.
    let written = value.span.slice(source);
    let start = value.span.start as usize + written.find(&*value.value)?;
    let place = Span::new(start, start + value.value.len());
    Some(DraftFix::review("Switch it the other way").replace(place, opposite))
}

fn complain<'c>(
    service: &Service,
    (what, span, route): (&str, Span, Route),
    is_grave: bool,
    check: &'c mut Check<'_>,
) -> &'c mut Draft {
    let name = service.name();
    let mut ports = service.open_ports();
    if what.contains("api.insecure") || what.contains("API_INSECURE") {
        // Traefik shows that page on a port of its own.
        ports.retain(|port| port.target.is_none_or(|target| target.contains(8080)));
    }
    let on_host = service.network_mode().is_some_and(|mode| mode.is("host"));
    let is_open = on_host || !ports.is_empty();
    let (who, severity) = match (is_open, is_grave) {
        (true, true) => (
            "Its door is open to everyone on the network.",
            Severity::Critical,
        ),
        (true, false) => (
            "Its door is open to everyone on the network.",
            Severity::High,
        ),
        (false, true) => ("Any container beside it can walk in.", Severity::High),
        (false, false) => ("Any container beside it can walk in.", Severity::Medium),
    };
    let place = route.place(span);
    let draft = check
        .report(
            place.span,
            format!("`{name}` asks nobody who they are: {what} switches that off."),
            format!(
                "{who} Switch it back on and set a login, with the password in a file under `secrets:`; a published port can be bound to 127.0.0.1 as well."
            ),
        )
        .severity(severity)
        .written_at(place);
    if let Some(port) = ports.first() {
        draft.related(port.route.place(port.span).span, "This is the open door.");
    }
    draft
}

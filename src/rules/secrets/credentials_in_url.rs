#![doc = include_str!("credentials_in_url.md")]

use crate::compose::Dialect;
use crate::compose::tree::{Data, Style};
use crate::facts::url_logins::{self, UrlLogin};
use crate::rules::prelude::*;
use crate::rules::secret_fixes;

/// The rule. Addresses end up in logs and in `docker inspect`:
/// <https://docs.docker.com/compose/how-tos/use-secrets/>
pub const RULE: Rule = Rule::new("credentials-in-url", Severity::High)
    .aliases("compose-lint:CL-0021")
    .fixes(Safety::Review)
    .in_instruction(instruction)
    .in_compose(compose);

fn instruction(file: &Dockerfile, instruction: &Instruction, check: &mut Check) {
    let start = instruction.span.start as usize;
    for login in url_logins::find(instruction.span.slice(file.source)) {
        let place = Span::new(start + login.password.start, start + login.password.end);
        let is_comment = file
            .comments
            .partition_point(|comment| comment.end < place.end);
        if file
            .comments
            .get(is_comment)
            .is_some_and(|comment| comment.contains(place))
        {
            continue;
        }
        let shipped = file.is_shipped(instruction);
        let detail = if instruction.run().is_some() {
            "The build's history keeps the line. Lend the password to this step with `RUN --mount=type=secret,id=…`, read it from `/run/secrets/…`, and change it."
        } else if shipped {
            "Whoever gets the image can print it. Leave the password out, hand it over when the container starts, and change it."
        } else {
            "The final image leaves this stage behind, but this file and the build cache keep it. Lend it to the step that needs it with `RUN --mount=type=secret,id=…`."
        };
        let draft = check.report(place, title(file.source, start, &login), detail);
        draft.aliases("");
        if !shipped {
            draft.severity(Severity::Medium);
        }
    }
}

fn compose(file: &Compose, check: &mut Check) {
    let mut found = Vec::new();
    for node in file.tree.nodes() {
        let Data::Scalar(text, style) = &node.data else {
            continue;
        };
        if !text.contains("://") {
            continue;
        }
        let start = node.span.start as usize;
        for login in url_logins::find(node.span.slice(file.source)) {
            let is_plain = *style == Style::Plain;
            found.push((
                start + login.password.start,
                start,
                is_plain,
                node.span,
                login,
            ));
        }
    }
    crate::order::by_number(&mut found, |one| one.0 as u128);
    found.dedup_by_key(|one| one.0);
    for (at, start, is_plain, node, login) in found {
        if check.is_full() {
            break;
        }

        let place = Span::new(at, start + login.password.end);
        let is_run = file.dialect == Dialect::DockerRun;
        let detail = if is_run {
            "It stays in your shell's history, and `docker inspect` prints it. Keep the address in a file that only you can read, pass that with `--env-file`, and change the password."
        } else {
            "Whoever has this file or its history can log in there. Keep the password in a `.env` file outside git, let Compose fill it in, and change it."
        };
        let draft = check.report(place, title(file.source, start, &login), detail);
        if !is_run {
            draft.fix(fill_in(file.source, (node, is_plain), &login));
        }
    }
}

fn title(source: &str, start: usize, login: &UrlLogin) -> String {
    let host = Span::new(start + login.host.start, start + login.host.end).slice(source);
    format!("The password for `{host}` stands in the middle of this address.")
}

/// `${DB_PASSWORD:?}` for the password of the host `db`.
fn fill_in(source: &str, (node, is_plain): (Span, bool), login: &UrlLogin) -> Option<DraftFix> {
    let start = node.start as usize;
    let part = |range: &std::ops::Range<usize>| Span::new(start + range.start, start + range.end);
    let place = part(&login.password);
    let name = if let Some(used) = place.slice(source).strip_prefix("${") {
        used.split([':', '-']).next().unwrap_or_default().to_owned()
    } else {
        let host = part(&login.host).slice(source);
        let word = host.split(['.', ':', '/']).next().unwrap_or_default();
        secret_fixes::variable_name(&[word, "password"])
    };
    secret_fixes::ask_for(source, place, node, is_plain, &name)
}

#![doc = include_str!("endless_restart.md")]

use crate::compose::Place;
use crate::rules::prelude::*;

/// The rule. CIS Docker Benchmark 5.15; the policies:
/// <https://docs.docker.com/engine/containers/start-containers-automatically/>
pub const RULE: Rule = Rule::new("endless-restart", Severity::Note)
    .aliases("kics:restart_policy_on_failure_not_set_to_5 cis:5.15")
    .fixes(Safety::Review)
    .in_compose(compose);

/// Those that a limit fits, with what to change, and those that have none by their nature. Each is
/// a habit of the whole file, so it's told once.
#[derive(Default)]
struct Habit<'m> {
    services: Vec<(&'m str, Place)>,
    edits: Vec<Option<(Span, String)>>,
}

fn compose(file: &Compose, check: &mut Check) {
    let (mut failing, mut always) = (Habit::default(), Habit::default());
    for service in file.services() {
        let policy = service.restart();
        if let Some(restart) = policy
            && let Some(text) = restart.text()
            && !restart.route().is_inherited()
        {
            let found = (service.name(), restart.place());
            if is_one_of("always unless-stopped", &text.value) {
                always.services.push(found);
            } else if is_one_of("on-failure on-failure:0", &text.value) {
                failing.services.push(found);
                let limit = |span| (span, "on-failure:5".to_owned());
                failing.edits.push(restart.replacement().map(limit));
            }
        }
        let Some(deployed) = service.path(&["deploy", "restart_policy"]) else {
            continue;
        };
        let is_limited = deployed.get("max_attempts").is_some();
        let condition = deployed.get("condition");
        let never = condition.is_some_and(|condition| condition.is("none"));
        if !is_limited && !never && deployed.is_mapping() && !deployed.route().is_inherited() {
            failing
                .services
                .push((service.name(), deployed.key_place()));
            failing.edits.push(deployed.insert_entry("max_attempts: 5"));
        }
    }
    tell(
        failing,
        "If it fails at once, it fails again and again, and fills the log and the processor. A limit such as `on-failure:5` makes it give up, and then you see that it's down.",
        check,
    );
    tell(
        always,
        "That brings it back after a crash or a reboot, which is what most people want. If it fails at once, though, it goes round forever: keep an eye on `docker ps` for it. `on-failure:5` gives up, but doesn't come back after a reboot.",
        check,
    );
}

fn tell(habit: Habit, detail: &str, check: &mut Check) {
    let Some(((name, place), others)) = habit.services.split_first() else {
        return;
    };
    let title = match others.len() {
        0 => format!("`{name}` starts again however often it fails."),
        1 => format!("`{name}` and one more start again however often they fail."),
        count => {
            format!("`{name}` and {count} more start again however often they fail.")
        }
    };
    let draft = check.report(place.span, title, detail);
    draft.written_at(*place);
    for (_, other) in others {
        draft.related(other.span, "This one too.");
    }
    let edits: Option<Vec<_>> = habit.edits.into_iter().collect();
    if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
        draft.fix(DraftFix::review("Give up after five tries").with(edits));
    }
}

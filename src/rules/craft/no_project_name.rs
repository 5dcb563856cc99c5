#![doc = include_str!("no_project_name.md")]

use crate::compose::Value;
use crate::rules::prelude::*;
use crate::source::Kind;

/// The rule. <https://docs.docker.com/reference/compose-file/version-and-name/#name-top-level-element>
pub const RULE: Rule = Rule::new("no-project-name", Severity::Note)
    .aliases("dclint:require-project-name-field")
    .pedantic()
    .fixes(Safety::Review)
    .in_compose(compose)
    .only(Kind::Compose);

fn compose(file: &Compose, check: &mut Check) {
    let Some(this) = check.project.files.get(check.file) else {
        return;
    };
    let files = check.project.files.iter();
    let mut others = files.filter_map(|file| file.model.compose());
    if this.is_override() || others.any(|other| other.get("name").is_some()) {
        return;
    }
    let Some(services) = file.get("services").filter(Value::is_mapping) else {
        return;
    };
    let folder = project_of(&this.name);
    let title = match &folder {
        Some(folder) => format!("This project is called `{folder}` after its folder."),
        None => "This project is called after whatever folder it lies in.".to_owned(),
    };
    let draft = check.report(
        services.key_written(),
        title,
        "Its containers, networks and volumes carry that name. In another folder, Compose starts a second project with empty volumes. A `name:` at the top keeps it the same everywhere.",
    );
    let at = services.key_written().start;
    let before = file.source.get(..at as usize).unwrap_or_default();
    let line_break = if file.source.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    if let Some(folder) = folder.filter(|_| before.is_empty() || before.ends_with('\n')) {
        let fix = DraftFix::review("Write the name down");
        draft.fix(fix.insert(at, format!("name: {folder}{line_break}")));
    }
}

/// The name that Compose gives a project in this folder: small letters, digits, `-` and `_`.
fn project_of(path: &str) -> Option<String> {
    let (folders, _) = path.rsplit_once('/')?;
    let folder = folders.rsplit('/').next().unwrap_or(folders);
    let is_fine = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name: String = folder.chars().filter(is_fine).collect();
    let name = name.trim_start_matches(['-', '_']).to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

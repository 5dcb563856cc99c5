//! Cozydock: checks Dockerfiles, Compose files and `docker run` lines, and explains in plain
//! words what is unsafe about them and how to fix it.
//!
//! ```
//! use cozydock::{Options, check, source::SourceFile};
//!
//! let file = SourceFile { text: "FROM node:latest\nCMD node app.js\n".into(), ..Default::default() };
//! let report = check(&[file], &Options { today: Some("2026-11-01".into()), ..Options::default() });
//! assert!(report.findings.iter().any(|finding| finding.rule == "latest-tag"));
//! ```

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::project::Project;
use crate::report::{Report, RuleInfo};
use crate::source::SourceFile;

mod answer;
pub mod compose;
pub mod date;
pub mod docker_run;
pub mod dockerfile;
pub mod dockerignore;
pub mod explain;
pub mod facts;
pub mod fix;
pub mod image;
#[cfg(any(test, target_arch = "wasm32"))]
mod json;
pub mod kind;
mod order;
pub mod project;
pub mod report;
pub mod rules;
pub mod score;
pub mod shell;
pub mod source;
pub mod spelling;
mod suppress;
#[cfg(target_arch = "wasm32")]
pub mod wasm;
mod word_list;

pub use explain::explain;
pub use fix::apply_fixes;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How to check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The day that counts as today, `YYYY-MM-DD`; without it, or where it can't be read, the day
    /// of the facts. (In the browser the clock fills it in.)
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub today: Option<String>,
    /// Also run the rules that are off by default.
    pub pedantic: bool,
    /// Rule ids or aliases to leave out.
    pub ignore: Vec<String>,
    /// Registries that images may come from; empty means any.
    pub trusted_registries: Vec<String>,
}

/// Checks files together. Never fails, whatever the texts hold.
pub fn check(files: &[SourceFile], options: &Options) -> Report {
    let project = Project::read(files);
    let today = options
        .today
        .as_deref()
        .and_then(Date::parse)
        .or_else(|| Date::parse(facts::DATE));
    let mut drafts = rules::runner::run(
        &project,
        today.unwrap_or_default(),
        options.pedantic,
        &options.trusted_registries,
    );
    let suppressed = suppress::apply(&project, &options.ignore, &mut drafts);
    answer::report(&project, drafts, suppressed)
}

/// Every rule, in the order of the layers.
pub fn rules() -> Vec<RuleInfo> {
    let mut all = Vec::new();
    for (layer, rules) in rules::LAYERS {
        for rule in rules {
            all.push(rule.info(layer));
        }
    }
    all
}

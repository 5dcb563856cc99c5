//! Cozydock: checks Dockerfiles, Compose files and `docker run` lines, and explains in plain
//! words what is unsafe about them and how to fix it.

pub mod compose;
pub mod fix;
pub mod report;
pub mod source;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

use serde::{Deserialize, Serialize};

pub use fix::apply_fixes;
use report::{FileReport, LayerReport, LayerState, Report, RuleInfo};
use source::{Kind, SourceFile};

/// What a caller may ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The day to judge by, `YYYY-MM-DD`; in JavaScript the clock's, where none is given.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub today: Option<String>,
    /// True to hear the rules about mere tidiness too.
    pub pedantic: bool,
    /// Rules to leave out, by id or by what other checkers call them.
    pub ignore: Vec<String>,
    /// Registries (host names) that the caller trusts.
    pub trusted_registries: Vec<String>,
}

/// Checks files that belong together.
pub fn check(files: &[SourceFile], _options: &Options) -> Report {
    let file = |file: &SourceFile| FileReport {
        name: file.name.clone().unwrap_or_default(),
        kind: file.kind.unwrap_or(Kind::Dockerfile),
        ok: true,
    };
    let layer = |id| LayerReport {
        id,
        state: LayerState::NotVisible,
        findings: 0,
    };
    Report {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        facts_date: String::new(),
        files: files.iter().map(file).collect(),
        findings: Vec::new(),
        layers: report::Layer::HOUSE.into_iter().map(layer).collect(),
        score: None,
        suppressed: 0,
    }
}

/// Every rule there is, in the order of the layers.
pub fn rules() -> Vec<RuleInfo> {
    Vec::new()
}

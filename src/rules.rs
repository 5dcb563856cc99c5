//! The rules: what each of them is, the layers they belong to, and the runner.

use crate::answer::owned;
use crate::compose::{Compose, Service};
use crate::dockerfile::{Dockerfile, Instruction};
use crate::report::{Layer, RuleInfo, Safety, Severity};
use crate::source::Kind;
use crate::word_list::listed;

mod chain;
mod check;
mod crowd;
mod draft;
mod image_names;
mod overlap;
pub mod runner;
mod secret_fixes;
mod step;
mod stray;
mod unversioned;
mod workbench;

pub mod craft;
pub mod limits;
pub mod monitoring;
pub mod network;
pub mod read_only;
pub mod scanning;
pub mod secrets;
pub mod slim;
pub mod trust;
pub mod updates;
pub mod user;

pub use check::Check;
pub use draft::{Draft, DraftFix};
pub use step::Step;

/// What a rule's module needs.
pub mod prelude {
    pub use super::{Check, Draft, DraftFix, Rule, Step};
    pub use crate::compose::{Compose, Service};
    pub use crate::dockerfile::{Body, Dockerfile, Instruction};
    pub use crate::report::{Confidence, Safety, Severity};
    pub use crate::source::{Span, Text};
    pub(crate) use crate::word_list::is_one_of;
}

/// One rule: its facts and its logic. Its words are in the `.md` file of the same name.
pub struct Rule {
    /// A complaint in kebab-case, such as `runs-as-root`. Never reused.
    pub id: &'static str,
    /// The severity of a finding that doesn't set its own.
    pub severity: Severity,
    /// What other checkers call the things this rule finds, with blanks between; a finding may
    /// carry fewer.
    pub aliases: &'static str,
    /// Off unless asked for.
    pub pedantic: bool,
    /// How its usual fix is; nothing if it offers none.
    pub fix: Option<Safety>,
    /// Rules whose findings on the same place say the same thing less well, with blanks between.
    pub absorbs: &'static str,
    /// Reads a Dockerfile.
    pub dockerfile: Option<fn(&Dockerfile, &mut Check)>,
    /// Reads each instruction of a Dockerfile, until enough is said.
    pub instruction: Option<fn(&Dockerfile, &Instruction, &mut Check)>,
    /// Reads each command that a RUN executes, until enough is said.
    pub step: Option<fn(&Step, &mut Check)>,
    /// Reads a Compose file or `docker run` lines.
    pub compose: Option<fn(&Compose, &mut Check)>,
    /// Reads each service of a Compose file or `docker run` line, until enough is said.
    pub service: Option<fn(&Service, &mut Check)>,
    /// The only kind that `compose` is for, where it isn't for both.
    pub only: Option<Kind>,
}

impl Rule {
    /// A rule that reads nothing yet.
    pub const fn new(id: &'static str, severity: Severity) -> Self {
        Rule {
            id,
            severity,
            aliases: "",
            pedantic: false,
            fix: None,
            absorbs: "",
            dockerfile: None,
            instruction: None,
            step: None,
            compose: None,
            service: None,
            only: None,
        }
    }

    /// What other checkers call it, with blanks between.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static str) -> Self {
        self.aliases = aliases;
        self
    }

    /// Off by default.
    #[must_use]
    pub const fn pedantic(mut self) -> Self {
        self.pedantic = true;
        self
    }

    /// It offers fixes, at most this careful.
    #[must_use]
    pub const fn fixes(mut self, safety: Safety) -> Self {
        self.fix = Some(safety);
        self
    }

    /// Its findings replace those of `rules` on the same place.
    #[must_use]
    pub const fn absorbs(mut self, rules: &'static str) -> Self {
        self.absorbs = rules;
        self
    }

    /// It reads Dockerfiles.
    #[must_use]
    pub const fn in_dockerfile(mut self, hook: fn(&Dockerfile, &mut Check)) -> Self {
        self.dockerfile = Some(hook);
        self
    }

    /// It reads the instructions of Dockerfiles one by one.
    #[must_use]
    pub const fn in_instruction(mut self, hook: fn(&Dockerfile, &Instruction, &mut Check)) -> Self {
        self.instruction = Some(hook);
        self
    }

    /// It reads the commands of every RUN one by one, those that other commands start included.
    #[must_use]
    pub const fn in_step(mut self, hook: fn(&Step, &mut Check)) -> Self {
        self.step = Some(hook);
        self
    }

    /// It reads Compose files and `docker run` lines.
    #[must_use]
    pub const fn in_compose(mut self, hook: fn(&Compose, &mut Check)) -> Self {
        self.compose = Some(hook);
        self
    }

    /// It reads the services of Compose files and `docker run` lines one by one.
    #[must_use]
    pub const fn in_service(mut self, hook: fn(&Service, &mut Check)) -> Self {
        self.service = Some(hook);
        self
    }

    /// Of Compose files and `docker run` lines, it reads only these.
    #[must_use]
    pub const fn only(mut self, kind: Kind) -> Self {
        self.only = Some(kind);
        self
    }

    /// True if it judges files of this kind.
    pub fn reads(&self, kind: Kind) -> bool {
        match kind {
            Kind::Dockerfile => {
                self.dockerfile.is_some() || self.instruction.is_some() || self.step.is_some()
            }
            Kind::Compose | Kind::DockerRun => {
                let has_hook = self.compose.is_some() || self.service.is_some();
                has_hook && self.only.is_none_or(|only| only == kind)
            }
            Kind::Dockerignore | Kind::Env => false,
        }
    }

    /// What is known about it without any file.
    pub fn info(&self, layer: Layer) -> RuleInfo {
        let mut kinds = Vec::new();
        for kind in [Kind::Dockerfile, Kind::Compose, Kind::DockerRun] {
            if self.reads(kind) {
                kinds.push(kind);
            }
        }
        RuleInfo {
            id: self.id.to_owned(),
            layer,
            severity: self.severity,
            kinds,
            aliases: owned(&listed(self.aliases)),
            has_fix: self.fix.is_some(),
            pedantic: self.pedantic,
        }
    }
}

/// Every rule by layer, in the order of the chapters, craft last.
pub const LAYERS: [(Layer, &[&Rule]); 11] = [
    (Layer::Updates, updates::RULES),
    (Layer::Slim, slim::RULES),
    (Layer::User, user::RULES),
    (Layer::Limits, limits::RULES),
    (Layer::Secrets, secrets::RULES),
    (Layer::Scanning, scanning::RULES),
    (Layer::Network, network::RULES),
    (Layer::ReadOnly, read_only::RULES),
    (Layer::Trust, trust::RULES),
    (Layer::Monitoring, monitoring::RULES),
    (Layer::Craft, craft::RULES),
];

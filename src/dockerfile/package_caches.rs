//! Which package caches the layers of the final image keep.

mod settings;

use std::collections::HashSet;

use super::{Body, Dockerfile, Instruction};
use crate::shell::{Command, PackageAction, PackageStep, PackageTool, Script};
use crate::source::Span;
use settings::Settings;

/// A cache that one RUN leaves in the image.
#[derive(Debug)]
pub struct KeptCache<'d, 'a> {
    /// The RUN.
    pub instruction: &'d Instruction<'a>,
    /// The installs of one tool that fill it, in order; at least one.
    pub steps: Vec<PackageStep<'d, 'a>>,
    /// The refresh in an earlier RUN that fetched it, where this RUN only uses it.
    pub fetched: Option<Span>,
    /// A path in a later RUN whose removal comes too late.
    pub removed: Option<Span>,
}

impl<'a> Dockerfile<'a> {
    /// Every cache that a shipped RUN leaves behind, one for each tool and RUN, in file order.
    /// Cleaning up in the same RUN, a mount over the folder, a flag or a variable prevents it.
    pub fn kept_package_caches<'d>(&'d self) -> Vec<KeptCache<'d, 'a>> {
        let mut walk = Walk::default();
        // What is shipped stands in file order: a stage builds on earlier ones only.
        for instruction in &self.instructions {
            if self.is_shipped(instruction) {
                walk.take(instruction);
            }
        }
        for kept in &mut walk.kept {
            let tool = kept.steps.first().map(|step| step.tool);
            let removal = walk.removals.iter().find(|(known, _)| Some(*known) == tool);
            kept.removed = removal
                .map(|(_, place)| *place)
                .filter(|place| place.start >= kept.instruction.span.end);
        }
        walk.kept
    }
}

/// The state from one shipped instruction to the next.
#[derive(Default)]
struct Walk<'d, 'a> {
    settings: Settings,
    /// Where an earlier RUN fetched apt's lists that are still there.
    lists: Option<Span>,
    kept: Vec<KeptCache<'d, 'a>>,
    /// The last place where each tool's cache is removed.
    removals: Vec<(PackageTool, Span)>,
}

impl<'d, 'a> Walk<'d, 'a> {
    fn take(&mut self, instruction: &'d Instruction<'a>) {
        match &instruction.body {
            Body::From(_) => self.settings.leave_arguments(),
            Body::Env(pairs) | Body::Arg(pairs) if !instruction.onbuild => {
                let is_argument = matches!(instruction.body, Body::Arg(_));
                for pair in pairs {
                    let value = pair.value.as_ref();
                    let value = value.map(|value| value.value().unwrap_or(value.written()));
                    let value = value.unwrap_or_default();
                    self.settings.set(&pair.name.value, value, is_argument);
                }
            }
            Body::Run(line) => self.run(instruction, &line.script),
            _ => {}
        }
    }

    fn run(&mut self, instruction: &'d Instruction<'a>, script: &'d Script<'a>) {
        let left = Left::by(instruction, script, &self.settings);
        if let Some(place) = left.lists {
            if left.apt_steps.is_empty() {
                self.lists = Some(place);
            } else {
                self.keep(instruction, left.apt_steps, None);
            }
        } else if left.apt_steps.first().is_some_and(installs)
            && let Some(place) = self.lists.take()
        {
            self.keep(instruction, left.apt_steps, Some(place));
        }
        for steps in left.others {
            self.keep(instruction, steps, None);
        }
        for (tool, place) in left.removals {
            self.removals.retain(|(known, _)| *known != tool);
            self.removals.push((tool, place));
        }
        if configured_off(script).is_some() {
            self.settings.set("PIP_NO_CACHE_DIR", "1", false);
        }
    }

    fn keep(
        &mut self,
        instruction: &'d Instruction<'a>,
        steps: Vec<PackageStep<'d, 'a>>,
        fetched: Option<Span>,
    ) {
        self.kept.push(KeptCache {
            instruction,
            steps,
            fetched,
            removed: None,
        });
    }
}

/// What one RUN leaves.
#[derive(Default)]
struct Left<'d, 'a> {
    /// The refresh whose lists apt leaves.
    lists: Option<Span>,
    /// Installs that use apt's lists, or upgrades where nothing is installed.
    apt_steps: Vec<PackageStep<'d, 'a>>,
    /// Per tool, the installs that leave a cache.
    others: Vec<Vec<PackageStep<'d, 'a>>>,
    /// The last place where each tool's cache is removed.
    removals: Vec<(PackageTool, Span)>,
}

impl<'d, 'a> Left<'d, 'a> {
    fn by(instruction: &Instruction<'a>, script: &'d Script<'a>, settings: &Settings) -> Self {
        let mut left = Left::default();
        let has_steps = |command: &Command<'_>| command.package_step().is_some();
        if !script.commands.iter().any(has_steps) {
            left.removals = Gone::default().removals(script);
            return left;
        }
        let mut settings = std::borrow::Cow::Borrowed(settings);
        for (_, set) in script.assignments() {
            if PackageTool::cache_variable(&set.name.value).is_some() {
                let value = &set.value.value;
                settings.to_mut().set(&set.name.value, value, false);
            }
        }
        let configured = configured_off(script).unwrap_or(usize::MAX);
        let mut gone = Gone::mounted_over(instruction);
        let mut has_refreshed = false;
        let mut kept: Vec<PackageStep> = Vec::new();
        // From the end, so that what comes later is known: it may clean up.
        for (index, command) in script.commands.iter().enumerate().rev() {
            gone.take(command);
            let Some(step) = command.package_step() else {
                continue;
            };
            let is_pip_off = step.tool == PackageTool::Pip && configured < index;
            let is_kept = !is_pip_off
                && !settings.switches_off(step.tool)
                && !gone.takes_cache_of(&step, &settings);
            match (step.tool, step.action) {
                (PackageTool::Apt, PackageAction::Refresh) if !has_refreshed => {
                    has_refreshed = true;
                    left.lists = is_kept.then(|| step.place());
                }
                (PackageTool::Apt, PackageAction::Install | PackageAction::Upgrade) => {
                    left.apt_steps.push(step);
                }
                (PackageTool::Apt, _) => {}
                (tool, _) if is_kept && step.fills_cache() && tool.cache().is_some() => {
                    kept.push(step);
                }
                _ => {}
            }
        }
        left.removals = gone.places;
        left.apt_steps.reverse();
        if left.apt_steps.iter().any(installs) {
            left.apt_steps.retain(installs);
        }
        for step in kept.into_iter().rev() {
            let same = |steps: &&mut Vec<PackageStep>| {
                steps.first().is_some_and(|first| first.tool == step.tool)
            };
            match left.others.iter_mut().find(same) {
                Some(steps) => steps.push(step),
                None => left.others.push(vec![step]),
            }
        }
        left
    }
}

fn installs(step: &PackageStep) -> bool {
    step.action == PackageAction::Install
}

/// What doesn't reach the layer: removed at the end of the RUN, or mounted over.
#[derive(Default)]
struct Gone {
    tools: Vec<PackageTool>,
    paths: HashSet<String>,
    /// The last place where each tool's cache is removed.
    places: Vec<(PackageTool, Span)>,
}

impl Gone {
    fn mounted_over(instruction: &Instruction<'_>) -> Self {
        let mut gone = Gone::default();
        for mount in instruction.mounts() {
            if let ("cache" | "tmpfs", Some(target)) = (mount.kind, mount.target) {
                gone.path(target.trim_end_matches('/'), None);
            }
        }
        gone
    }

    fn path(&mut self, path: &str, place: Option<Span>) {
        for tool in PackageTool::ALL {
            if tool.caches_below(path) {
                self.tool(tool);
                if let Some(place) = place
                    && self.places.iter().all(|(known, _)| *known != tool)
                {
                    self.places.push((tool, place));
                }
            }
        }
        self.paths.insert(path.to_owned());
    }

    fn tool(&mut self, tool: PackageTool) {
        if !self.tools.contains(&tool) {
            self.tools.push(tool);
        }
    }

    /// Takes note of what a command removes. Commands come last one first.
    fn take(&mut self, command: &Command<'_>) {
        for (word, path) in command.removed_paths() {
            self.path(&path, Some(word.span));
        }
        if let Some(step) = command.package_step() {
            for tool in PackageTool::ALL {
                if step.empties_cache_of(tool) {
                    self.tool(tool);
                }
            }
        }
    }

    fn removals(mut self, script: &Script<'_>) -> Vec<(PackageTool, Span)> {
        for command in script.commands.iter().rev() {
            self.take(command);
        }
        self.places
    }

    fn takes_cache_of(&self, step: &PackageStep, settings: &Settings) -> bool {
        let own = step.cache_folder();
        let folder = own.as_deref().or(settings.folder(step.tool));
        let folder = folder.map(|folder| folder.trim_end_matches('/'));
        self.tools.contains(&step.tool)
            || folder.is_some_and(|folder| is_passing(folder) || self.paths.contains(folder))
    }
}

/// Folders that people take for things that needn't last.
fn is_passing(folder: &str) -> bool {
    folder.starts_with("/tmp") || folder.starts_with("/dev/")
}

/// `pip config set global.no-cache-dir true`: which command of the script says so first.
fn configured_off(script: &Script<'_>) -> Option<usize> {
    script.commands.iter().position(|command| {
        let mut words = command.args().iter().map(|word| &*word.value);
        command.program().starts_with("pip")
            && words.next() == Some("config")
            && words.any(|word| word.ends_with("no-cache-dir"))
    })
}

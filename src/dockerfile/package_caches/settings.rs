//! What ENV, ARG and the shell's own variables say about package caches.

use crate::shell::PackageTool;

/// The variables that count, each kept once.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings(Vec<Setting>);

#[derive(Clone, Debug)]
struct Setting {
    tool: PackageTool,
    /// True for a switch, false for a folder.
    is_switch: bool,
    is_argument: bool,
    value: String,
}

impl Settings {
    pub(super) fn set(&mut self, name: &str, value: &str, is_argument: bool) {
        let Some((tool, is_switch)) = PackageTool::cache_variable(name) else {
            return;
        };
        let same = |one: &Setting| (one.tool, one.is_switch) == (tool, is_switch);
        self.0
            .retain(|one| !same(one) || one.is_argument != is_argument);
        self.0.push(Setting {
            tool,
            is_switch,
            is_argument,
            value: value.to_owned(),
        });
    }

    /// A new stage begins: ARG doesn't travel with the image.
    pub(super) fn leave_arguments(&mut self) {
        self.0.retain(|setting| !setting.is_argument);
    }

    pub(super) fn switches_off(&self, tool: PackageTool) -> bool {
        self.0
            .iter()
            .any(|one| one.tool == tool && one.is_switch && tool.is_switched_off_by(&one.value))
    }

    pub(super) fn folder(&self, tool: PackageTool) -> Option<&str> {
        let mut own = self
            .0
            .iter()
            .filter(|one| one.tool == tool && !one.is_switch);
        own.next_back().map(|one| one.value.as_str())
    }
}

//! Stages, how they build on each other, and what variables and shell each of them sees.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::variables::Scope;
use super::{Argument, Body, Dockerfile, From, Instruction};
use crate::shell;
use crate::source::Text;

/// One build stage: a FROM and what follows it.
#[derive(Debug)]
pub struct Stage<'a> {
    /// Its place among the stages, from 0.
    pub index: usize,
    /// The name behind AS.
    pub name: Option<Text<'a>>,
    /// What it stands on.
    pub base: Base,
    /// An earlier stage of the same name, letter case aside.
    pub namesake: Option<usize>,
    /// Its instructions in [`Dockerfile::instructions`], FROM first.
    pub instructions: Range<usize>,
    /// True if the final image contains it: the last stage and the stages that one builds on.
    pub shipped: bool,
    scope: Rc<Scope<'a>>,
}

/// What a stage stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `FROM scratch`: nothing.
    Scratch,
    /// An earlier stage, by its index.
    Stage(usize),
    /// An image from a registry.
    Image,
}

impl Stage<'_> {
    /// The value of an ARG or ENV at the end of the stage. Nothing if it was never set;
    /// `Some(None)` if it was, but to something that can't be known from the file.
    #[allow(
        clippy::option_option,
        reason = "never set, and set to something unknown, differ"
    )]
    pub fn variable(&self, name: &str) -> Option<Option<&str>> {
        self.scope.get(name)
    }

    /// A text with the ARG and ENV of the stage filled in, as a shell would do it; nothing if one of
    /// them can't be known from the file.
    pub fn filled(&self, text: &str) -> Option<String> {
        self.scope.fill(text, 0)
    }
}

impl<'a> Dockerfile<'a> {
    /// True if an ARG before the first FROM declares the variable.
    pub fn is_global(&self, name: &str) -> bool {
        self.globals.get(name).is_some()
    }

    /// The image of a FROM as it is without any build argument: a variable that has no default is
    /// empty. Nothing where that can't be told.
    pub fn default_image(&self, from: &From<'a>) -> Option<String> {
        self.globals.fill_by_default(from.image.written())
    }

    /// The stage that becomes the image.
    pub fn final_stage(&self) -> Option<&Stage<'a>> {
        self.stages.last()
    }

    /// The stage that `--from` means by its name, letter case aside, or by its number.
    pub fn stage_called(&self, name: &str) -> Option<&Stage<'a>> {
        if let Ok(number) = name.parse::<usize>() {
            return self.stages.get(number);
        }
        let is_called = |own: &Text| own.value.eq_ignore_ascii_case(name);
        self.stages
            .iter()
            .find(|stage| stage.name.as_ref().is_some_and(is_called))
    }

    /// The stage of an instruction.
    pub fn stage_of(&self, instruction: &Instruction<'a>) -> Option<&Stage<'a>> {
        instruction.stage.and_then(|index| self.stages.get(index))
    }

    /// True if what this instruction leaves behind is part of the final image.
    pub fn is_shipped(&self, instruction: &Instruction<'a>) -> bool {
        self.stage_of(instruction)
            .is_some_and(|stage| stage.shipped)
    }

    /// The stage itself and the stages below it, the top one first.
    pub fn chain<'d>(&'d self, stage: &'d Stage<'a>) -> impl Iterator<Item = &'d Stage<'a>> {
        std::iter::successors(Some(stage), |stage| match stage.base {
            // A stage only ever builds on an earlier one, so this ends.
            Base::Stage(below) => self.stages.get(below),
            _ => None,
        })
    }

    /// The FROM of a stage.
    pub fn from_of<'d>(&'d self, stage: &Stage<'a>) -> Option<(&'d Instruction<'a>, &'d From<'a>)> {
        let instruction = self.instructions.get(stage.instructions.start)?;
        match &instruction.body {
            Body::From(from) => Some((instruction, from)),
            _ => None,
        }
    }

    /// The FROM that brings in the image a stage stands on in the end; nothing for scratch.
    pub fn base_image<'d>(
        &'d self,
        stage: &'d Stage<'a>,
    ) -> Option<(&'d Instruction<'a>, &'d From<'a>)> {
        let lowest = self.chain(stage).last()?;
        (lowest.base == Base::Image)
            .then(|| self.from_of(lowest))
            .flatten()
    }

    /// The USER that is in force where `instruction` stands: the last one before it in its stage, or
    /// in the stages below. Nothing means that the base image decides.
    pub fn user_at<'d>(&'d self, instruction: &Instruction<'a>) -> Option<&'d Argument<'a>> {
        let user = |body: &Body| matches!(body, Body::User(_));
        match &self.in_force_at(instruction, user)?.body {
            Body::User(user) => Some(user),
            _ => None,
        }
    }

    /// The SHELL that is in force where `instruction` stands. Nothing means that the base image
    /// decides.
    pub fn shell_at<'d>(&'d self, instruction: &Instruction<'a>) -> Option<&'d [Text<'a>]> {
        let shell = |body: &Body| matches!(body, Body::Shell(_));
        match &self.in_force_at(instruction, shell)?.body {
            Body::Shell(words) => Some(words),
            _ => None,
        }
    }

    /// The last instruction of a kind before `instruction`, in its stage or in the stages below.
    fn in_force_at<'d>(
        &'d self,
        instruction: &Instruction<'a>,
        is_it: fn(&Body) -> bool,
    ) -> Option<&'d Instruction<'a>> {
        let stage = self.stage_of(instruction)?;
        let own = self.instructions_of(stage);
        let before = own.partition_point(|own| own.span < instruction.span);
        let mut own = own.get(..before)?.iter().rev();
        if let Some(found) = own.find(|own| !own.onbuild && is_it(&own.body)) {
            return Some(found);
        }
        let Base::Stage(below) = stage.base else {
            return None;
        };
        self.last_that(self.stages.get(below)?, &mut |below| is_it(&below.body))
    }

    /// The last instruction of a stage, or of the stages below it, for which `find` answers.
    pub fn last_in_chain<'d, T>(
        &'d self,
        stage: &'d Stage<'a>,
        mut find: impl FnMut(&'d Instruction<'a>) -> Option<T>,
    ) -> Option<(&'d Instruction<'a>, T)> {
        let mut found = None;
        let instruction = self.last_that(stage, &mut |instruction| {
            found = find(instruction);
            found.is_some()
        })?;
        Some((instruction, found?))
    }

    /// The part of [`Self::last_in_chain`] that is the same whatever is looked for.
    fn last_that<'d>(
        &'d self,
        stage: &'d Stage<'a>,
        is_it: &mut dyn FnMut(&'d Instruction<'a>) -> bool,
    ) -> Option<&'d Instruction<'a>> {
        for stage in self.chain(stage) {
            for instruction in self.instructions_of(stage).iter().rev() {
                if !instruction.onbuild && is_it(instruction) {
                    return Some(instruction);
                }
            }
        }
        None
    }
}

/// Follows a file from top to bottom: which stage we are in, and what is known there.
pub(super) struct StageBuilder<'a> {
    stages: Vec<Stage<'a>>,
    by_name: HashMap<String, usize>,
    /// Per stage: true if its shell reads POSIX-like commands.
    posix: Vec<bool>,
    globals: Rc<Scope<'a>>,
    count: usize,
    /// How many variables may still travel from stage to stage.
    travelers: usize,
}

/// How many variables may travel from stage to stage in one file.
const MOST_TRAVELERS: usize = 100_000;

impl<'a> StageBuilder<'a> {
    pub(super) fn new() -> Self {
        StageBuilder {
            stages: Vec::new(),
            by_name: HashMap::new(),
            posix: Vec::new(),
            globals: Rc::new(Scope::default()),
            count: 0,
            travelers: MOST_TRAVELERS,
        }
    }

    /// The variables that an instruction at this place sees; `keyword` in capitals.
    pub(super) fn scope(&self, keyword: &str) -> Rc<Scope<'a>> {
        match (keyword, self.stages.last()) {
            ("FROM", _) | (_, None) => Rc::clone(&self.globals),
            (_, Some(stage)) => Rc::clone(&stage.scope),
        }
    }

    /// The ARGs before the first FROM.
    pub(super) fn globals(&self) -> Rc<Scope<'a>> {
        Rc::clone(&self.globals)
    }

    /// True if RUN lines at this place are read by a POSIX-like shell.
    pub(super) fn reads_posix_shell(&self) -> bool {
        self.posix.last().copied().unwrap_or(true)
    }

    /// What a FROM stands on.
    pub(super) fn from(&self, image: Argument<'a>, name: Option<Text<'a>>) -> From<'a> {
        let base = match image.value() {
            Some(image) if image.eq_ignore_ascii_case("scratch") => Base::Scratch,
            Some(image) => self
                .by_name
                .get(&image.to_ascii_lowercase())
                .map_or(Base::Image, |at| Base::Stage(*at)),
            None => Base::Image,
        };
        From {
            image,
            joint: None,
            name,
            base,
        }
    }

    /// Takes note of what an instruction changes for those behind it.
    pub(super) fn add(&mut self, instruction: &mut Instruction<'a>) {
        if let Body::From(from) = &instruction.body
            && !instruction.onbuild
        {
            self.open(from);
        }
        instruction.stage = self.stages.len().checked_sub(1);
        self.count += 1;
        let Some(stage) = self.stages.last_mut() else {
            if let Body::Arg(pairs) = &instruction.body {
                let globals = Rc::make_mut(&mut self.globals);
                for pair in pairs {
                    let value = pair.value.as_ref().and_then(|value| value.resolved.clone());
                    globals.set_arg(pair.name.value.clone(), value);
                }
            }
            return;
        };
        stage.instructions.end = self.count;
        if instruction.onbuild {
            return;
        }
        match &instruction.body {
            Body::Arg(pairs) => {
                let scope = Rc::make_mut(&mut stage.scope);
                for pair in pairs {
                    let value = match &pair.value {
                        Some(value) => value.resolved.clone(),
                        // A bare ARG takes the default of the one before the first FROM.
                        None => self
                            .globals
                            .get(&pair.name.value)
                            .flatten()
                            .map(|value| Cow::Owned(value.to_owned())),
                    };
                    scope.set_arg(pair.name.value.clone(), value);
                }
            }
            Body::Env(pairs) => {
                let scope = Rc::make_mut(&mut stage.scope);
                for pair in pairs {
                    let value = pair.value.as_ref().and_then(|value| value.resolved.clone());
                    scope.set_env(pair.name.value.clone(), value);
                }
            }
            Body::Shell(words) => {
                if let (Some(posix), Some(program)) = (self.posix.last_mut(), words.first()) {
                    *posix = shell::is_posix_shell(&program.value);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, from: &From<'a>) {
        let index = self.stages.len();
        let (scope, posix) = match from.base {
            Base::Stage(below) => (
                self.stages[below].scope.inherited(&mut self.travelers),
                self.posix[below],
            ),
            _ => (Scope::default(), !is_windows(from.image.written())),
        };
        let namesake = from.name.as_ref().and_then(|name| {
            let name = name.value.to_ascii_lowercase();
            self.by_name.insert(name, index)
        });
        self.posix.push(posix);
        self.stages.push(Stage {
            index,
            name: from.name.clone(),
            base: from.base,
            namesake,
            instructions: self.count..self.count + 1,
            shipped: false,
            scope: Rc::new(scope),
        });
    }

    /// The stages, with those marked that the final image contains.
    pub(super) fn finish(mut self) -> Vec<Stage<'a>> {
        let mut next = self.stages.len().checked_sub(1);
        while let Some(stage) = next.and_then(|at| self.stages.get_mut(at)) {
            stage.shipped = true;
            next = match stage.base {
                Base::Stage(below) => Some(below),
                _ => None,
            };
        }
        self.stages
    }
}

/// True for a Windows image by its name: it runs `cmd` or PowerShell unless SHELL says otherwise, and
/// has no root.
pub fn is_windows(image: &str) -> bool {
    [
        "windows/",
        "windows:",
        "windowsservercore",
        "servercore",
        "nanoserver",
    ]
    .iter()
    .any(|name| image.contains(name))
}

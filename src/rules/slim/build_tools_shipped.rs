#![doc = include_str!("build_tools_shipped.md")]

use std::borrow::Cow;

use crate::dockerfile::From;
use crate::facts::images;
use crate::image::ImageReference;
use crate::rules::prelude::*;
use crate::rules::workbench;
use crate::shell::{Script, Word, is_build_package, is_version_control};

/// The rule. <https://docs.docker.com/build/building/multi-stage/>
pub const RULE: Rule = Rule::new("build-tools-shipped", Severity::Medium).in_dockerfile(dockerfile);

/// Longer lists of second places help nobody.
const MOST_RELATED: usize = 8;

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let Some(stage) = file.final_stage() else {
        return;
    };
    let base = file.base_image(stage).map(|(_, from)| Base::of(from));
    let is_workbench = workbench::opens_shell(file, stage)
        || workbench::is_named_so(stage, check)
        || base
            .as_ref()
            .is_some_and(|base| workbench::is_for_building(&base.image));
    let severity = if is_workbench {
        Severity::Low
    } else {
        Severity::Medium
    };
    let mut found = Vec::new();
    let mut compiles = None;
    for (_, run) in file.shipped_runs() {
        left_by(&run.script, is_workbench, &mut found);
        compiles = compiles.or_else(|| run.script.commands.iter().find(|one| one.compiles()));
    }
    let draft = match (&base, found.first()) {
        (Some(base), _) if base.is_builder => check
            .report(
                base.place,
                format!(
                    "`{}` is made for building, and it ships as it is.",
                    base.image
                ),
                base.way_out(compiles.is_some() || !found.is_empty()),
            )
            .confidence(base.confidence),
        (_, Some(first)) => {
            let stay = match found.len() {
                1 => " stays".to_owned(),
                2 => " and one more build tool stay".to_owned(),
                more => format!(" and {} more build tools stay", more - 1),
            };
            let mut detail = base.as_ref().map_or(Cow::Borrowed(GENERAL), Base::split);
            if found.len() == 1 {
                detail = Cow::Owned(in_singular(&detail));
            }
            if let Some(jdk) = found.iter().find(|word| is_jdk(&word.value)) {
                let runtime = jdk
                    .value
                    .replace("-jdk-headless", "-jdk")
                    .replace("-jdk", "-jre-headless");
                detail = Cow::Owned(format!(
                    "{detail} If the app only runs on Java, `{runtime}` is enough."
                ));
            }
            check.report(
                first.span,
                format!("`{}`{stay} in the image that you ship.", &first.value),
                detail,
            )
        }
        (Some(base), None) if base.is_full && compiles.is_some() => check
            .report(
                base.place,
                format!(
                    "`{}` compiles your code and then ships with all its tools.",
                    base.image
                ),
                base.split(),
            )
            .confidence(Confidence::Medium),
        _ => return,
    };
    draft.severity(severity);
    if let (Some(command), true) = (compiles, found.is_empty()) {
        draft.related(command.span, "This is where it builds.");
    }
    let first = draft_place(&found, base.as_ref());
    for word in found.iter().skip(first).take(MOST_RELATED) {
        draft.related(word.span, "Only needed to build, too.");
    }
}

/// A Debian package that has a sibling for running only.
fn is_jdk(package: &str) -> bool {
    package.starts_with("openjdk-")
        && (package.ends_with("-jdk") || package.ends_with("-jdk-headless"))
}

/// The same words about a single tool.
fn in_singular(detail: &str) -> String {
    detail
        .replace(
            "They make the image larger, need fixes, and hand",
            "It makes the image larger, needs fixes, and hands",
        )
        .replace("or remove them in", "or remove it in")
        .replace("Remove them in", "Remove it in")
        .replace(
            "nobody calls them, but they add weight, need fixes, and hand",
            "nobody calls it, but it adds weight, needs fixes, and hands",
        )
}

/// Which of the packages is the first to stand beside the finding, rather than under it.
fn draft_place(found: &[&Word], base: Option<&Base>) -> usize {
    let at_base = found.is_empty() || base.is_some_and(|base| base.is_builder);
    usize::from(!at_base)
}

const GENERAL: &str = "They make the image larger, need fixes, and hand an intruder a workshop. Build in a first stage and `COPY --from=build` the result, or remove them in the same RUN.";

/// What the final image stands on in the end.
struct Base<'f> {
    /// The image with its variables filled in.
    image: Cow<'f, str>,
    place: Span,
    is_builder: bool,
    /// A language's full image, which holds compilers too.
    is_full: bool,
    /// What to ship instead of a builder.
    runtime: Option<String>,
    /// The row of the facts.
    id: &'static str,
    confidence: Confidence,
}

impl<'f> Base<'f> {
    fn of(from: &'f From<'_>) -> Self {
        let place = from.image.span();
        let mut base = Base {
            image: Cow::Borrowed(from.image.value().unwrap_or(from.image.written())),
            place,
            is_builder: false,
            is_full: false,
            runtime: None,
            id: "",
            confidence: Confidence::High,
        };
        let Some(value) = from.image.value() else {
            return base;
        };
        let text = Text::new(value, place);
        let Some(reference) = ImageReference::parse(&text) else {
            return base;
        };
        let tag = reference.tag.as_ref().map(Text::as_str);
        if let Some(facts) = images::lookup(&reference.familiar_name(), tag) {
            base.is_builder = facts.is_builder();
            base.is_full = facts.is_full() && facts.kind == images::ImageKind::Language;
            base.runtime = facts.runtime();
            base.id = facts.id;
        } else {
            // An image that nobody listed may still say what it is.
            let tag = tag.unwrap_or_default();
            let is_builder =
                |word: &str| matches!(word, "devel" | "sdk") || word.starts_with("jdk");
            base.is_builder = tag.split(['-', '_']).any(is_builder)
                || reference.repository.split(['-', '/']).any(is_builder);
            base.confidence = Confidence::Medium;
        }
        base
    }

    /// What to do about a builder.
    fn way_out(&self, compiles: bool) -> String {
        let runtime = match &self.runtime {
            Some(runtime) => format!("`{runtime}`"),
            None => "its runtime sibling".to_owned(),
        };
        if compiles {
            format!(
                "Its compilers add weight and hand an intruder a workshop. Name this stage with `AS build`, start a last one from {runtime}, and `COPY --from=build` the result."
            )
        } else {
            format!(
                "Compilers that nobody calls add weight and hand an intruder a workshop. If the app comes ready built, {runtime} can run it; else build in a first stage and copy the result there."
            )
        }
    }

    /// How to split a stage that builds on an image of this language.
    fn split(&self) -> Cow<'static, str> {
        let shape = match self.id {
            "python" => {
                "Install into `/venv` in a first stage, then `COPY --from=build /venv /venv`."
            }
            "node" | "bun" => {
                "Run `npm ci` in a first stage, then copy `node_modules` and the app from it."
            }
            "ruby" => {
                "Run `bundle install` in a first stage, then `COPY --from=build /usr/local/bundle /usr/local/bundle`."
            }
            "php" => {
                "Remove them in the RUN that built the extensions, or build in a first stage and copy `/usr/local/lib/php`."
            }
            _ => return Cow::Borrowed(GENERAL),
        };
        Cow::Owned(format!(
            "Once the build is done nobody calls them, but they add weight, need fixes, and hand an intruder a workshop. {shape}"
        ))
    }
}

/// Adds the build tools that a RUN installs and doesn't remove again. A workbench is there to fetch
/// sources, so what does that may stay.
fn left_by<'s, 'a>(script: &'s Script<'a>, is_workbench: bool, found: &mut Vec<&'s Word<'a>>) {
    for kept in script.kept_packages() {
        let package = &kept.word.value;
        if is_build_package(package) || is_version_control(package) && !is_workbench {
            found.push(kept.word);
        }
    }
}

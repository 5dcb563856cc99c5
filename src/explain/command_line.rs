//! What stands at a place of a `docker run` line.

use super::{Trail, compose};
use crate::project::CommandLines;

pub(super) fn walk(trail: &mut Trail<'_>, lines: &CommandLines<'_>) {
    let compose = &lines.compose;
    let mut both = lines.lines.iter().zip(compose.services());
    let Some((line, service)) = both.find(|(line, _)| trail.touches(line.span)) else {
        return;
    };
    trail.step("docker run", line.span);
    if trail.target.start <= line.span.start {
        return;
    }
    let mut flags = line.flags.iter();
    if let Some(flag) = flags.find(|flag| trail.touches(flag.whole())) {
        trail.of("--", flag.name, "", flag.whole());
        if trail.covers(flag.span) {
            return;
        }
        let value = compose.value(flag.value);
        if let Some(text) = value.text().filter(|_| trail.touches(value.written())) {
            trail.of(&["--", flag.name].concat(), "=", &text.value, text.span);
        }
    } else if let Some(image) = service.image().and_then(|image| image.text())
        && trail.touches(image.span)
    {
        return trail.image(&image);
    }
    compose::command(trail, compose);
}

#![doc = include_str!("attestation_off.md")]

use crate::rules::prelude::*;

/// The rule. The settings: <https://docs.docker.com/reference/compose-file/build/#provenance>
pub const RULE: Rule = Rule::new("attestation-off", Severity::Low).in_service(service);

fn service(service: &Service, check: &mut Check) {
    let Some(build) = service.build() else {
        return;
    };
    let name = service.name();
    let off = |key: &str| {
        build
            .get(key)
            .filter(|value| value.as_bool() == Some(false) && !value.route().is_inherited())
    };
    if let Some(value) = off("provenance") {
        check
            .report(
                value.span(),
                format!("The image of `{name}` doesn't say how it was made."),
                "Left alone, the builder notes the source, the base images and the settings it used, and a scanner reads that later. Drop the line, or say `mode=max` for the full record.",
            )
            .written_at(value.place());
    }
    if let Some(value) = off("sbom") {
        check
            .report(
                value.span(),
                format!("The image of `{name}` comes without a list of what's in it."),
                "With `sbom: true` the builder writes down every package, so a scanner needn't guess. That list is what tells you on a bad day whether you're affected.",
            )
            .written_at(value.place());
    }
}

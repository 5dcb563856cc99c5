#![doc = include_str!("system_workdir.md")]

use crate::dockerfile::{Folders, is_below};
use crate::rules::prelude::*;

/// The rule. A working directory in `/proc` is how CVE-2024-21626 got out of containers:
/// <https://github.com/opencontainers/runc/security/advisories/GHSA-xr7r-f8xq-vfvv>.
pub const RULE: Rule = Rule::new("system-workdir", Severity::High)
    .aliases("trivy:DS-0030")
    .in_dockerfile(dockerfile);

/// Folders that belong to the kernel or to the start of the machine.
const SYSTEM: [&str; 6] = ["/proc", "/sys", "/dev", "/boot", "/initrd", "/lost+found"];

fn dockerfile(file: &Dockerfile, check: &mut Check) {
    let mut folders = Folders::default();
    for instruction in &file.instructions {
        let Body::Workdir(written) = &instruction.body else {
            folders.pass(file, instruction);
            continue;
        };
        let path = written.value().and_then(|path| folders.path(path));
        folders.pass(file, instruction);
        let Some(path) = path else {
            continue;
        };
        let Some(system) = SYSTEM.iter().find(|folder| is_below(&path, folder)) else {
            continue;
        };
        let is_kernel = matches!(*system, "/proc" | "/sys" | "/dev");
        let detail = if *system == "/proc" {
            "Through `/proc` a container runtime once handed images a way out to the host, and this is what such an image looked like. Work in a folder of your own, such as `/app`."
        } else if is_kernel {
            "What you put there is hidden when the container starts, as the kernel's own files come on top. Work in a folder of your own, such as `/app`."
        } else {
            "The folder belongs to the start of a machine, and tools expect nothing else in it. Work in a folder of your own, such as `/app`."
        };
        let draft = check.report(
            written.span(),
            format!("`{path}` belongs to the system, not to your app."),
            detail,
        );
        if !is_kernel || !file.is_shipped(instruction) && *system != "/proc" {
            draft.severity(Severity::Medium);
        }
    }
}

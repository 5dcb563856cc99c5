//! What a RUN mounts for its own time.
//! <https://docs.docker.com/reference/dockerfile/#run---mount>

use super::Instruction;

/// One `--mount=type=…` of a RUN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mount<'d> {
    /// `bind` where none is named, `cache`, `tmpfs`, `secret` or `ssh`.
    pub kind: &'d str,
    /// The place in the container, as written; nothing where it follows from the kind.
    pub target: Option<&'d str>,
}

impl Instruction<'_> {
    /// The mounts of a RUN, in order.
    pub fn mounts(&self) -> impl Iterator<Item = Mount<'_>> {
        let values = self.flags.iter().filter_map(|flag| {
            let value = flag.value.as_ref().filter(|_| flag.name.value == "mount")?;
            Some(value.value().unwrap_or(value.written()))
        });
        values.map(|options| {
            let mut mount = Mount {
                kind: "bind",
                target: None,
            };
            for option in options.split(',') {
                match option.split_once('=') {
                    Some(("type", kind)) => mount.kind = kind,
                    Some(("target" | "dst" | "destination", target)) => mount.target = Some(target),
                    _ => {}
                }
            }
            mount
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Dockerfile;
    use super::Mount;

    #[test]
    fn reads_kind_and_target() {
        let file = Dockerfile::read(
            "FROM a\nARG D=/d\nRUN --network=none --mount=type=cache,id=x,target=/c --mount=dst=$D,from=b x\n",
        );
        let (run, _) = file.runs().next().expect("a RUN");
        let mounts: Vec<_> = run.mounts().collect();
        let mount = |kind, target| Mount {
            kind,
            target: Some(target),
        };
        assert_eq!(mounts, [mount("cache", "/c"), mount("bind", "/d")]);
    }
}

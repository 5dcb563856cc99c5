//! What a RUN mounts for its own time.
//! <https://docs.docker.com/reference/dockerfile/#run---mount>

use std::borrow::Cow;

use super::Instruction;

/// One `--mount=type=…` of a RUN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mount<'d> {
    /// `bind` where none is named, `cache`, `tmpfs`, `secret` or `ssh`.
    pub kind: &'d str,
    /// The place in the container, as written; nothing where it follows from the kind.
    pub target: Option<&'d str>,
}

/// A secret that a RUN mounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretMount<'d> {
    /// The file that holds it, `/run/secrets/ID` where none is named; nothing for one that is only
    /// a variable.
    pub path: Option<Cow<'d, str>>,
    /// The variable that holds it (`env=`).
    pub variable: Option<&'d str>,
}

impl Instruction<'_> {
    /// The secrets that a RUN mounts, in order.
    /// <https://docs.docker.com/reference/dockerfile/#run---mounttypesecret>
    pub fn secret_mounts(&self) -> Vec<SecretMount<'_>> {
        let mut found = Vec::new();
        for flag in self.flags.iter().filter(|flag| flag.name.value == "mount") {
            let Some(value) = &flag.value else { continue };
            let options = value.value().unwrap_or(value.written());
            let option = |name: &str| {
                let mut pairs = options.split(',').filter_map(|pair| pair.split_once('='));
                pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
            };
            if option("type") != Some("secret") {
                continue;
            }
            let target = option("target").or(option("dst")).or(option("destination"));
            let variable = option("env");
            let path = match (target, option("id")) {
                (Some(target), _) => Some(Cow::Borrowed(target)),
                (None, Some(id)) if variable.is_none() => {
                    Some(Cow::Owned(format!("/run/secrets/{id}")))
                }
                _ => None,
            };
            found.push(SecretMount { path, variable });
        }
        found
    }

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
    use super::{Mount, SecretMount};

    #[test]
    fn reads_where_a_secret_is() {
        let file = Dockerfile::read(
            "FROM a\nRUN --mount=type=secret,id=x --mount=type=secret,id=y,env=Y --mount=type=secret,id=z,target=/z --mount=type=cache,target=/c x\n",
        );
        let (run, _) = file.runs().next().expect("a RUN");
        let secret = |path: Option<&'static str>, variable| SecretMount {
            path: path.map(Into::into),
            variable,
        };
        assert_eq!(
            run.secret_mounts(),
            [
                secret(Some("/run/secrets/x"), None),
                secret(None, Some("Y")),
                secret(Some("/z"), None)
            ]
        );
    }

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

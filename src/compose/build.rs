//! How a service's image is built
//! (<https://docs.docker.com/reference/compose-file/build/>).

use super::environment::{Variable, pairs};
use super::scalar::Scalar;
use super::service::Service;
use super::value::Value;

/// The `build` setting.
#[derive(Clone, Debug)]
pub struct Build<'m> {
    /// The setting: a mapping, or a string that is the context.
    pub value: Value<'m>,
    /// The folder, address or named service that is built; `.` where it is left out.
    pub context: Option<Scalar<'m>>,
    /// The Dockerfile, below the context.
    pub dockerfile: Option<Scalar<'m>>,
    /// A Dockerfile written into the Compose file.
    pub inline: Option<Scalar<'m>>,
    /// The stage to build.
    pub target: Option<Scalar<'m>>,
    /// Build arguments.
    pub args: Vec<Variable<'m>>,
}

impl<'m> Build<'m> {
    /// A setting such as `network`, `privileged` or `secrets`.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        self.value.get(key)
    }
}

impl<'m> Service<'m> {
    /// How its image is built, if it is.
    pub fn build(&self) -> Option<Build<'m>> {
        let value = self.given("build")?;
        let scalar = |key: &str| value.get(key).and_then(|value| value.scalar());
        Some(Build {
            value,
            context: value.scalar().or_else(|| scalar("context")),
            dockerfile: scalar("dockerfile"),
            inline: scalar("dockerfile_inline"),
            target: scalar("target"),
            args: pairs(value.get("args")),
        })
    }
}

//! What the top level declares beside services.

use super::value::Value;
use crate::source::Text;

/// A network, volume, secret, config or model of the top level.
#[derive(Clone, Debug)]
pub struct Resource<'m> {
    /// Its name, with the place of its key.
    pub name: Text<'m>,
    /// Its settings; null where it has none.
    pub value: Value<'m>,
}

impl<'m> Resource<'m> {
    pub(super) fn new(value: Value<'m>) -> Self {
        Resource {
            name: Text::new(value.key(), value.key_written()),
            value,
        }
    }

    /// A setting of the resource.
    pub fn get(&self, key: &str) -> Option<Value<'m>> {
        self.value.get(key)
    }

    /// True if it is made outside this file (`external: true`, or the old mapping form).
    pub fn is_external(&self) -> bool {
        self.get("external")
            .is_some_and(|value| value.is_mapping() || value.as_bool() == Some(true))
    }

    /// An option of its driver.
    pub fn driver_opt(&self, name: &str) -> Option<Value<'m>> {
        self.value.path(&["driver_opts", name])
    }

    /// The host path that a volume is, if it is a bind mount in disguise
    /// (`driver_opts: {o: bind, device: /path}`).
    pub fn bound_path(&self) -> Option<Text<'m>> {
        let options = self.driver_opt("o")?.text()?;
        options
            .value
            .split(',')
            .any(|option| option.trim().trim_start_matches('r') == "bind")
            .then(|| self.driver_opt("device")?.text())?
    }
}

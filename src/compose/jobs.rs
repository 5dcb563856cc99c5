//! Services that do their work and end: migrations, backups, seeds.

use std::collections::HashSet;

use super::Compose;
use super::service::Service;
use crate::word_list::is_one_of;

/// Profiles that people switch on for a task.
const TASK_PROFILES: &str =
    "backup cli init job jobs migrate migration migrations seed setup task tasks tool tools";

impl Compose<'_> {
    /// The names of the services that are expected to end: others wait for their success, they are
    /// never restarted, or they run only when asked for.
    pub fn jobs(&self) -> HashSet<String> {
        let mut jobs = HashSet::new();
        for service in self.services() {
            if service.ends_by_itself() {
                jobs.insert(service.name().to_owned());
            }
            for link in service.depends_on() {
                if link.condition().value == "service_completed_successfully" {
                    jobs.insert(link.name.value.into_owned());
                }
            }
        }
        jobs
    }
}

impl Service<'_> {
    /// True if the service's own settings say that it ends.
    fn ends_by_itself(&self) -> bool {
        if self.is_docker_run() {
            let in_foreground = !self.is_on("x-detach");
            return in_foreground && (self.is_on("x-rm") || self.is_on("tty"));
        }
        let says = |keys: &[&str], words: &str| {
            let scalar = self.path(keys).and_then(|value| value.scalar());
            scalar.is_some_and(|scalar| is_one_of(words, &scalar.value))
        };
        says(&["restart"], "no false")
            || says(&["deploy", "restart_policy", "condition"], "none")
            || says(&["deploy", "mode"], "replicated-job global-job")
            || says(&["command"], "true /bin/true")
            || (!self.has("ports")
                && self
                    .profiles()
                    .iter()
                    .any(|profile| is_one_of(TASK_PROFILES, profile.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::Compose;

    #[test]
    fn jobs_are_told_from_services() {
        let file = Compose::read(
            "services:
  web: {image: a, depends_on: {migrate: {condition: service_completed_successfully}, db: {condition: service_healthy}}}
  migrate: {image: a}
  db: {image: b}
  once: {image: c, restart: no}
  backup: {image: d, profiles: [backup]}
  page: {image: e, profiles: [tools], ports: ['8080:80']}
  batch: {image: f, deploy: {mode: replicated-job}}
",
        );
        let mut jobs: Vec<_> = file.jobs().into_iter().collect();
        jobs.sort();
        assert_eq!(jobs, ["backup", "batch", "migrate", "once"]);
    }
}

//! Hosts that a pack is not for, or for without need. What cannot be a host is a fault, and stops the pack.

use super::Lint;
use super::subject::{Head, Subject};
use crate::matcher::Fault;

/// A host that another entry of the pack stands for already.
pub(super) struct Hosts;

impl Lint for Hosts {
    fn name(&self) -> &'static str {
        "host"
    }

    fn pack(&self, head: &Head<'_>) -> Vec<Fault> {
        let hosts = head.list("hosts");
        let parents: Vec<&str> = hosts.iter().filter_map(|host| host.text.strip_prefix("*.")).collect();
        let known =
            |text: &str| parents.iter().find(|parent| is_below(text, parent)).filter(|_| !text.starts_with("*."));
        let mut faults = Vec::new();
        for host in &hosts {
            if let Some(parent) = known(host.text) {
                let fault = Fault::new(host.at.clone(), format!("`{}` adds no outlet", host.text));
                let hint = format!("`*.{parent}` stands for all hosts below `{parent}`");
                faults.push(fault.label("another entry has it already").hint(hint));
            }
        }
        faults
    }
}

/// A pack that bears the name of another outlet than its hosts: one of them is misspelt.
pub(super) struct FileName;

impl Lint for FileName {
    fn name(&self) -> &'static str {
        "file-name"
    }

    fn pack(&self, head: &Head<'_>) -> Vec<Fault> {
        let hosts = head.list("hosts");
        let own = head.pack.name.rsplit('/').next().unwrap_or_default();
        let fits = |host: &str| {
            let host = host.strip_prefix("www.").unwrap_or(host);
            host.strip_prefix("*.").map_or(own.ends_with(host), |parent| own == parent || is_below(own, parent))
        };
        let Some(first) = hosts.first().filter(|_| own.contains('.') && !hosts.iter().any(|host| fits(host.text)))
        else {
            return Vec::new();
        };
        let fault = Fault::new(first.at.clone(), format!("the pack is called `{own}`, and is for other hosts"));
        vec![fault.label("misspelt?").hint("an outlet's pack bears its host's name")]
    }
}

/// A rule that is named after an outlet and runs on all of them.
pub(super) struct NoHost;

impl Lint for NoHost {
    fn name(&self) -> &'static str {
        "no-host"
    }

    fn rule(&self, subject: &Subject<'_>) -> Vec<Fault> {
        let topic = subject.rule.id.split('/').next().unwrap_or_default();
        if !topic.contains('.') || !subject.rules.hosts_of(subject.rule).is_empty() {
            return Vec::new();
        }
        let fault = Fault::new(subject.at("id"), format!("the rule is named after `{topic}` and runs on every page"));
        vec![fault.label("its pack has no hosts").hint(format!("put `hosts = [\"{topic}\"]` at the pack's top"))]
    }
}

fn is_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
}

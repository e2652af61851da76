//! Hosts that add no outlet. What cannot be a host is a fault, and stops the pack.

use super::Lint;
use super::subject::Head;
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

fn is_below(host: &str, parent: &str) -> bool {
    host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'))
}

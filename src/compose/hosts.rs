//! Names that a container finds without asking a name server
//! (<https://docs.docker.com/reference/compose-file/services/#extra_hosts>).

use super::environment::pairs;
use super::scalar::Scalar;
use super::value::Value;
use crate::source::{Span, Text};

/// A name and the address that answers to it.
#[derive(Clone, Debug)]
pub struct Host<'m> {
    /// The name.
    pub name: Text<'m>,
    /// The address, or `host-gateway`.
    pub address: Scalar<'m>,
    /// The whole entry.
    pub span: Span,
    /// The list item, or the value of the mapping's entry.
    pub value: Value<'m>,
}

/// Reads `extra_hosts`: a list of `name=address` or `name:address`, or a mapping.
pub fn hosts(setting: Option<Value<'_>>) -> Vec<Host<'_>> {
    let mut hosts = Vec::new();
    for pair in pairs(setting) {
        let mut name = pair.name;
        let mut address = pair.value;
        if pair.node.is_list() {
            // Several addresses for one name: the first one tells enough.
            address = pair.node.items().next().and_then(|first| first.scalar());
        } else if address.is_none()
            && let Some(item) = pair.node.scalar()
            && let Some(colon) = item.value.find(':')
        {
            name = item.part(0..colon);
            address = Some(item.slice(colon + 1..item.value.len()));
        }
        if let Some(address) = address {
            hosts.push(Host {
                name,
                address,
                span: pair.span,
                value: pair.node,
            });
        }
    }
    hosts
}

#[cfg(test)]
mod tests {
    use super::hosts;
    use crate::compose::Compose;

    #[test]
    fn every_form_is_read() {
        let file = Compose::read(
            "services:
  a: {image: a, extra_hosts: ['one:10.0.0.1', 'two=::1', 'three:[::1]']}
  b: {image: b, extra_hosts: {four: host-gateway, five: [10.0.0.2, 10.0.0.3]}}
",
        );
        let mut read = Vec::new();
        for service in file.services() {
            for host in hosts(service.get("extra_hosts")) {
                read.push(format!("{}>{}", host.name.value, host.address.value));
            }
        }
        assert_eq!(
            read,
            [
                "one>10.0.0.1",
                "two>::1",
                "three>[::1]",
                "four>host-gateway",
                "five>10.0.0.2"
            ]
        );
    }
}

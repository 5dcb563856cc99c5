//! Who a process may be: the names of root, and the tools that change user at the start.

/// True for root by name or number, with or without a group: `root`, `0`, `00`, `0:1000`,
/// `root:wheel`. `1000:0` is not root.
pub fn is_root(user: &str) -> bool {
    let name = user.split(':').next().unwrap_or_default().trim();
    let digits = name.strip_prefix(['+', '-']).unwrap_or(name);
    name == "root" || (!digits.is_empty() && digits.bytes().all(|digit| digit == b'0'))
}

/// True for the accounts of Windows containers that may do everything in there.
/// <https://learn.microsoft.com/en-us/virtualization/windowscontainers/manage-containers/container-security>
pub fn is_windows_administrator(user: &str) -> bool {
    let name = user.rsplit('\\').next().unwrap_or(user);
    name.eq_ignore_ascii_case("ContainerAdministrator")
        || name.eq_ignore_ascii_case("Administrator")
}

/// True for a tool that start scripts use to go on as someone else than root.
pub fn changes_user(program: &str) -> bool {
    matches!(
        program,
        "gosu" | "su-exec" | "setpriv" | "s6-setuidgid" | "chpst" | "runuser" | "fixuid"
    )
}

/// True for a server that is started as root and lets its workers be someone else.
pub fn changes_user_by_itself(program: &str) -> bool {
    program.starts_with("php-fpm")
        || matches!(
            program,
            "nginx"
                | "httpd"
                | "httpd-foreground"
                | "apache2"
                | "apache2ctl"
                | "apachectl"
                | "apache2-foreground"
                | "postfix"
                | "master"
                | "rspamd"
                | "unbound"
                | "dovecot"
                | "sshd"
                | "supervisord"
        )
}

/// True for the plain name or number of an account that isn't root's.
pub fn is_common_name(user: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | ':');
    user.starts_with(|sign: char| sign.is_ascii_alphanumeric() || sign == '_')
        && user.chars().all(is_plain)
        && !is_root(user)
}

/// True for a variable that tells a start script which user to change to, as in the images of
/// linuxserver.io (<https://docs.linuxserver.io/general/understanding-puid-and-pgid/>).
pub fn names_user(variable: &str) -> bool {
    matches!(
        variable,
        "PUID" | "USER_UID" | "USERMAP_UID" | "HOST_UID" | "APP_UID"
    )
}

/// True if the words of an image's name or tag say that it doesn't start as root.
pub fn promises_user(image: &str) -> bool {
    ["nonroot", "non-root", "rootless", "unprivileged"]
        .iter()
        .any(|word| image.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_root_by_all_its_names() {
        for root in [
            "root",
            "0",
            "00",
            "+0",
            "-0",
            "0:0",
            "0:1000",
            "root:wheel",
            " root",
        ] {
            assert!(is_root(root), "{root}");
        }
        for other in [
            "",
            ":",
            "1000",
            "1000:0",
            "guest:root",
            "01000",
            "rooty",
            "+",
            "10",
        ] {
            assert!(!is_root(other), "{other}");
        }
        assert!(is_windows_administrator(
            "User Manager\\ContainerAdministrator"
        ));
        assert!(!is_windows_administrator("ContainerUser"));
    }
}

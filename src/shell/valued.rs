//! Which flags of well-known programs take a value in the next word.
//!
//! From the programs' manual pages: Debian 12, Alpine 3.20 (`apk` 2.14, `BusyBox` 1.36), curl 8,
//! GNU Wget 1.21, Git 2.45, pip 24, npm 10, `GnuPG` 2.4, util-linux 2.40, sudo 1.9. Subcommands
//! of one program share a list.

/// Short flags as one text, long ones between blanks.
type Valued = (&'static str, &'static str);

/// True if the flag takes a value.
pub(super) fn takes_value(program: &str, name: &str, long: bool) -> bool {
    let (short_flags, long_flags) = flags(program);
    if long {
        long_flags.split(' ').any(|flag| flag == name)
    } else {
        short_flags.contains(name)
    }
}

/// True for programs whose long flags have one dash, so that `-abc` is no cluster.
pub(super) fn has_long_names_after_one_dash(program: &str) -> bool {
    matches!(
        program,
        "find" | "java" | "openssl" | "keytool" | "go" | "terraform"
    )
}

fn flags(program: &str) -> Valued {
    // `pip3.11`, `python3`
    let name = program.trim_end_matches(|last: char| last.is_ascii_digit() || last == '.');
    packages(name)
        .or_else(|| transfer(name))
        .or_else(|| accounts(name))
        .unwrap_or_else(|| wrappers(name))
}

fn packages(program: &str) -> Option<Valued> {
    Some(match program {
        "apt" | "apt-get" | "apt-cache" | "aptitude" => (
            "octaP",
            "option config-file target-release default-release host-architecture",
        ),
        "apk" => (
            "tXp",
            "virtual repository root repositories-file keys-dir cache-dir cache-max-age arch \
             wait progress-fd",
        ),
        "yum" | "dnf" | "microdnf" | "tdnf" => (
            "cdeRx",
            "config exclude enablerepo disablerepo repo repoid installroot setopt releasever \
             enableplugin disableplugin forcearch",
        ),
        "zypper" => ("RcprtC", "root config repo type from plus-repo"),
        "pip" | "pipx" => (
            "rceift",
            "requirement constraint editable index-url extra-index-url find-links target \
             trusted-host prefix root src cache-dir timeout retries proxy cert client-cert \
             platform python-version implementation abi no-binary only-binary \
             upgrade-strategy log exists-action progress-bar config-settings global-option \
             python",
        ),
        "npm" | "pnpm" | "yarn" | "npx" => (
            "Cwp",
            "prefix registry cache userconfig globalconfig tag loglevel omit include \
             workspace cwd dir filter package otp network-timeout cache-folder modules-folder",
        ),
        "gem" => ("vins", "version install-dir bindir source platform"),
        "bundle" => ("j", "jobs path without with gemfile retry"),
        "composer" => ("d", "working-dir install-dir filename version"),
        "cargo" => (
            "pFjZ",
            "package features jobs target target-dir manifest-path version git branch tag rev \
             path root profile bin config",
        ),
        "conda" | "mamba" | "micromamba" => ("ncpf", "name channel prefix file solver"),
        _ => return None,
    })
}

fn transfer(program: &str) -> Option<Valued> {
    Some(match program {
        "curl" => (
            "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
            "output output-dir header data data-raw data-binary data-urlencode json user \
             user-agent request url retry retry-delay retry-max-time max-time connect-timeout \
             cacert capath cert key proxy proxy-user cookie cookie-jar form referer range \
             write-out config upload-file resolve interface ciphers proto proto-redir \
             proto-default tls-max max-redirs limit-rate continue-at dump-header time-cond \
             oauth2-bearer netrc-file pass unix-socket max-filesize pinnedpubkey stderr trace \
             trace-ascii",
        ),
        "wget" => (
            "OPoaetTwQUAiDXIRlBS",
            "output-document directory-prefix output-file append-output execute tries timeout \
             wait waitretry quota user-agent header user password http-user http-password \
             post-data post-file ca-certificate ca-directory certificate private-key \
             input-file base accept reject domains level referer load-cookies limit-rate \
             dns-timeout connect-timeout read-timeout method body-data secure-protocol \
             progress retry-on-http-error cut-dirs",
        ),
        "git" => (
            "cCbomjFuXs",
            "git-dir work-tree namespace branch depth origin message jobs file template \
             reference separate-git-dir shallow-since upload-pack config-env strategy filter",
        ),
        "docker" | "podman" | "buildah" => (
            "tfupvelwmhacH",
            "tag file username password build-arg target platform publish volume env env-file \
             label workdir memory hostname attach name network user mount secret ssh \
             cache-from cache-to output progress restart entrypoint context host config \
             cap-add cap-drop security-opt device tmpfs cpus pids-limit add-host dns \
             log-driver log-opt ulimit shm-size pid ipc uts userns cgroupns pull builder gpus \
             expose",
        ),
        "gpg" | "apt-key" => (
            "roaubN",
            "keyserver recv-keys-from homedir output recipient local-user default-key keyring \
             primary-keyring secret-keyring keyserver-options passphrase passphrase-file \
             passphrase-fd status-fd logger-fd trust-model pinentry-mode trusted-key options \
             import-options export-options hkp-cacert cipher-algo digest-algo dirmngr-program",
        ),
        "ssh" | "scp" | "sftp" | "ssh-keyscan" | "ssh-keygen" => ("iopPFtfNClbLRDJTWmEc", ""),
        "tar" | "bsdtar" => (
            "fCXTIbHg",
            "file directory exclude exclude-from files-from use-compress-program transform \
             strip-components owner group mode wildcards-match",
        ),
        "unzip" => ("dx", ""),
        "make" | "gmake" => ("CfIo", "directory file makefile"),
        "grep" | "egrep" | "fgrep" => ("efmABC", "regexp file max-count"),
        "sed" => ("ef", "expression file"),
        "python" | "pypy" => ("cmWX", ""),
        "node" => ("erp", "eval require print import"),
        _ => return None,
    })
}

fn accounts(program: &str) -> Option<Valued> {
    Some(match program {
        "useradd" | "usermod" => (
            "bcdefgGkKpsuRPlZ",
            "base-dir comment home-dir home expiredate inactive gid groups skel key password \
             shell uid root prefix login selinux-user",
        ),
        "adduser" | "addgroup" => (
            "hgsGukc",
            "home shell uid gid gecos comment ingroup firstuid lastuid firstgid lastgid conf \
             add_extra_groups",
        ),
        "groupadd" | "groupmod" => ("gKpRPnU", "gid key password root users"),
        "chmod" | "chown" | "chgrp" => ("", "reference from"),
        "mkdir" => ("m", "mode"),
        "install" => ("mogtSZ", "mode owner group target-directory suffix"),
        "cp" | "mv" | "ln" => ("tS", "target-directory suffix"),
        _ => return None,
    })
}

fn wrappers(program: &str) -> Valued {
    match program {
        "sudo" => (
            "ughpCrtTUDR",
            "user group host prompt close-from role type command-timeout other-user chdir \
             chroot",
        ),
        "doas" => ("uC", ""),
        "env" => ("uC", "unset chdir"),
        "exec" => ("a", ""),
        "nice" => ("n", "adjustment"),
        "ionice" => ("cnpPu", "class classdata"),
        "time" => ("fo", "format output"),
        "timeout" => ("ks", "kill-after signal"),
        "stdbuf" => ("ioe", "input output error"),
        "chroot" => ("", "userspec groups"),
        "setpriv" => (
            "",
            "reuid regid groups inh-caps ambient-caps bounding-set securebits pdeathsig \
             selinux-label apparmor-profile landlock-access landlock-rule",
        ),
        "tini" | "tini-static" => ("pe", ""),
        "dumb-init" => ("r", "rewrite"),
        "su" | "runuser" => (
            "csgGuTwW",
            "command session-command shell group supp-group user whitelist-environment",
        ),
        "flock" => ("wEc", "timeout wait conflict-exit-code command"),
        "xargs" => (
            "aEILnPsd",
            "arg-file delimiter max-args max-procs max-chars process-slot-var",
        ),
        "xvfb-run" => ("nsefpw", "server-num server-args error-file auth-file"),
        "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh" | "mksh" | "rbash" => {
            ("oO", "rcfile init-file")
        }
        _ => ("", ""),
    }
}

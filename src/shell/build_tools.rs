//! Tools for building software: which commands use them, and what packages bring them.

use super::command::Command;
use crate::word_list::is_one_of;

/// Packages that are only needed to build, by name without a version at its end.
/// From the package indexes of Debian, Alpine and Fedora.
const PACKAGES: &str = "@development-tools alpine-sdk autoconf automake base-devel bison build-base \
    build-essential cargo clang cmake default-jdk default-jdk-headless flex g++ gcc gcc-c++ \
    gcc-gfortran gfortran ghc go golang golang-go gradle libtool make maven ninja-build rust \
    rustc";

/// Programs that do nothing but build.
const COMPILERS: &str = "make gmake cmake ninja meson gcc g++ cc c++ clang clang++ rustc javac mvn mvnw \
    gradle gradlew configure ghc cabal";

/// True for a package that holds a compiler, a build tool or headers: `gcc-12`, `libpq-dev`,
/// `openssl-devel`, `build-base=0.5-r3`.
pub fn is_build_package(package: &str) -> bool {
    let name = package_name(package);
    let is_version = |last: char| last.is_ascii_digit() || matches!(last, '.' | '-');
    name.ends_with("-dev")
        || name.ends_with("-dev-compat")
        || name.ends_with("-devel")
        || name.starts_with("linux-headers")
        || (name.contains("openjdk") && !name.contains("jre"))
        || is_one_of(PACKAGES, name.trim_end_matches(is_version))
}

/// True for a package that fetches source code: `git`.
pub fn is_version_control(package: &str) -> bool {
    is_one_of("git git-core mercurial subversion", package_name(package))
}

/// The package without its version, architecture or repository; empty for a file.
fn package_name(package: &str) -> &str {
    if package.contains('/') {
        return "";
    }
    for (at, sign) in package.bytes().enumerate().skip(1) {
        if b"=~<>:@".contains(&sign) {
            return package.get(..at).unwrap_or(package);
        }
    }
    package
}

impl Command<'_> {
    /// True if it turns source code into programs.
    pub fn compiles(&self) -> bool {
        let verbs = match self.program() {
            "go" | "cargo" => "build install",
            "dotnet" => "build publish",
            "swift" => "build",
            program => return is_one_of(COMPILERS, program),
        };
        is_one_of(verbs, self.subcommand())
    }
}

#[cfg(test)]
mod tests {
    use super::{is_build_package, is_version_control};

    #[test]
    fn tells_tools_from_programs() {
        for name in [
            "gcc",
            "g++-12",
            "libpq-dev=16.*",
            "openssl-devel",
            "clang18",
            "build-base@edge",
        ] {
            assert!(is_build_package(name), "{name}");
        }
        for name in [
            "openjdk-21-jdk-headless",
            "golang-1.24",
            "linux-headers-amd64",
            "make:arm64",
        ] {
            assert!(is_build_package(name), "{name}");
        }
        for name in [
            "",
            "gcc-libs",
            "openjdk17-jre",
            "./tool-dev",
            "python3",
            "git",
            "makeself",
        ] {
            assert!(!is_build_package(name), "{name}");
        }
        assert!(is_version_control("git=1:2.*") && !is_version_control("gitk"));
    }
}

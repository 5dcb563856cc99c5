//! Files that are written from the sources and kept in the repository.

use std::fs;
use std::path::Path;

/// Writes the file at `path`, counted from the repository's root, if `BLESS` is set; otherwise
/// fails where it isn't this very text.
pub(crate) fn keep(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(&path, text).expect("a writable file");
    } else {
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "{} is stale: run `make texts`",
            path.display()
        );
    }
}

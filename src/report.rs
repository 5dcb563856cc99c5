//! What a check answers: findings with their places, fixes, layers and score.

use serde::{Deserialize, Serialize};

use crate::source::{Kind, Position};

/// A chapter of the guide, and a room of the house; `Craft` stands beside the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(
    target_arch = "wasm32",
    tsify(
        type = r#""updates" | "slim" | "user" | "limits" | "secrets" | "scanning" | "network" | "read-only" | "trust" | "monitoring""#
    )
)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Engine, base images and packages that still get fixes.
    Updates,
    /// Less baggage, less to attack.
    Slim,
    /// Users, capabilities, privilege.
    User,
    /// CPU, memory, process counts.
    Limits,
    /// Passwords, tokens and keys.
    Secrets,
    /// Scanners and what they need.
    Scanning,
    /// Published ports, networks, host namespaces.
    Network,
    /// Read-only filesystems and mounts.
    ReadOnly,
    /// Where images and downloads come from.
    Trust,
    /// Health checks, logs, restart behaviour.
    Monitoring,
    /// Correctness and tidiness of the file itself; costs nothing in the score.
    Craft,
}

impl Layer {
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str =
        "updates slim user limits secrets scanning network read-only trust monitoring craft";

    /// The ten layers of the house, in the order of the chapters.
    pub const HOUSE: [Layer; 10] = [
        Layer::Updates,
        Layer::Slim,
        Layer::User,
        Layer::Limits,
        Layer::Secrets,
        Layer::Scanning,
        Layer::Network,
        Layer::ReadOnly,
        Layer::Trust,
        Layer::Monitoring,
    ];
}

/// Harm, if the finding is true. Ordered from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; costs nothing in the score.
    Note,
    /// Polish.
    Low,
    /// Worth fixing.
    Medium,
    /// Fix soon.
    High,
    /// Fix now.
    Critical,
}

impl Severity {
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str = "note low medium high critical";
}

/// How sure the checker is, from the files alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// It may be so; please look.
    Low,
    /// Likely.
    Medium,
    /// The file says so.
    High,
}

impl Confidence {
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str = "low medium high";
}

/// What applying a fix may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// The container still does the same thing, only safer.
    Safe,
    /// Right in most cases; look before you keep it.
    Review,
}

impl Safety {
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str = "safe review";
}

/// What can be seen of a layer in the files given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LayerState {
    /// Judged, and nothing above a note was found.
    Cozy,
    /// At least one finding above a note.
    NeedsLove,
    /// These files can't answer it.
    NotVisible,
}

impl LayerState {
    /// Their words in JavaScript, in order.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) const WORDS: &str = "cozy needs-love not-visible";
}

/// The answer to one call of [`crate::check`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The version of this program.
    pub version: String,
    /// The day the facts (end-of-life dates, images, ports …) were taken, `YYYY-MM-DD`.
    pub facts_date: String,
    /// The files, in the order they were given.
    pub files: Vec<FileReport>,
    /// The findings, by file, then place.
    pub findings: Vec<Finding>,
    /// Always the ten layers, in the order of the chapters.
    pub layers: Vec<LayerReport>,
    /// 0 to 100, higher is cozier; `null` where nothing could be judged.
    pub score: Option<u32>,
    /// How many findings were silenced by comments or options.
    pub suppressed: u32,
}

/// How one file was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FileReport {
    /// The name given, or a usual one for the kind.
    pub name: String,
    /// The kind given or guessed.
    pub kind: Kind,
    /// True if it was read without a syntax error.
    pub ok: bool,
}

/// One layer's summary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LayerReport {
    /// Which layer.
    pub id: Layer,
    /// What can be said of it.
    pub state: LayerState,
    /// How many findings belong to it, notes included.
    pub findings: u32,
}

/// One complaint about one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Finding {
    /// The rule's id, such as `runs-as-root`.
    pub rule: String,
    /// The layer it belongs to.
    #[cfg_attr(target_arch = "wasm32", tsify(type = r#"Layer | "craft""#))]
    pub layer: Layer,
    /// Harm, if true.
    pub severity: Severity,
    /// How sure the checker is.
    pub confidence: Confidence,
    /// Index into [`Report::files`].
    pub file: u32,
    /// The smallest thing that is wrong.
    pub range: Range,
    /// Other places that belong to the story.
    pub related: Vec<Related>,
    /// One friendly sentence that names the user's own thing; plain text.
    pub title: String,
    /// One or two more: why it matters here, what to do; plain text.
    pub detail: String,
    /// Ways to mend it, the best first.
    pub fixes: Vec<Fix>,
    /// What other checkers call this very thing, such as `hadolint:DL3002`.
    pub aliases: Vec<String>,
}

/// A stretch of text, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Range {
    /// Where it starts.
    pub start: Position,
    /// One past its end.
    pub end: Position,
}

/// A second place and what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Related {
    /// Index into [`Report::files`].
    pub file: u32,
    /// The place.
    pub range: Range,
    /// A few words; plain text.
    pub message: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Fix {
    /// What the change does, as an imperative.
    pub title: String,
    /// What it may change besides.
    pub safety: Safety,
    /// Sorted by file and place, never overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement of text. Offsets are UTF-16 code units of the text as passed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Edit {
    /// Index into [`Report::files`].
    pub file: u32,
    /// Where the replaced text starts.
    pub start: u32,
    /// One past its end; equal to `start` for an insertion.
    pub end: u32,
    /// What stands there afterwards.
    pub text: String,
}

/// What is known about a rule without any file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct RuleInfo {
    /// The rule's id.
    pub id: String,
    /// Its layer.
    #[cfg_attr(target_arch = "wasm32", tsify(type = r#"Layer | "craft""#))]
    pub layer: Layer,
    /// The default severity; a finding's own may differ by fact.
    pub severity: Severity,
    /// The kinds of files it reads.
    pub kinds: Vec<Kind>,
    /// Every alias that any of its findings can carry.
    pub aliases: Vec<String>,
    /// True if it can offer a fix.
    pub has_fix: bool,
    /// True if it is off unless asked for.
    pub pedantic: bool,
}

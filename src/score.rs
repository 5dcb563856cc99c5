//! The score: one number for how cozy the files are.
//!
//! It starts at 100 and every finding shrinks it by a factor that depends on its severity alone, so
//! it never reaches below 0, never rises when a finding is added, and is the same wherever it is
//! worked out: `score = 100 × 2^(−cost / 40)`, rounded, where a critical finding costs 40 (half of
//! what is left), a high one 20, a medium one 8 and a low one 3. Notes, craft and findings of low
//! confidence cost nothing.

use crate::report::{Confidence, Finding, Layer, Severity};

/// Cost at which half of the score is gone.
const HALF: f64 = 40.0;

/// 0 to 100 for these findings.
pub fn score(findings: &[Finding]) -> u32 {
    let cost: f64 = findings.iter().map(cost).sum();
    // Between 0 and 100, so the cast is exact.
    #[allow(clippy::cast_sign_loss)]
    let score = (100.0 * (-cost / HALF).exp2()).round() as u32;
    score
}

fn cost(finding: &Finding) -> f64 {
    if finding.layer == Layer::Craft || finding.confidence == Confidence::Low {
        return 0.0;
    }
    match finding.severity {
        Severity::Critical => 40.0,
        Severity::High => 20.0,
        Severity::Medium => 8.0,
        Severity::Low => 3.0,
        Severity::Note => 0.0,
    }
}

//! The score: one number for how cozy the files are.
//!
//! It starts at 100 and every finding shrinks it by a factor that depends on its severity alone, so
//! it never reaches below 0, never rises when a finding is added, and is the same wherever it is
//! worked out: `score = 100 × 2^(−cost / 40)`, rounded, where a critical finding costs 40 (half of
//! what is left), a high one 20, a medium one 8 and a low one 3. Notes, craft and findings of low
//! confidence cost nothing.

use crate::report::{Confidence, Finding, Layer, Severity};

/// Cost at which half of the score is gone.
const HALF: u32 = 40;

/// What one point of cost leaves: `2^(-1 / 40)`.
const ONE_LESS: f64 = 0.982_820_598_545_251_1;

/// 0 to 100 for these findings.
pub fn score(findings: &[Finding]) -> u32 {
    let mut total = 0u32;
    for finding in findings {
        total = total.saturating_add(cost(finding));
    }
    score_of(total)
}

fn score_of(cost: u32) -> u32 {
    let mut score = 100.0 / f64::from(1u32 << (cost / HALF).min(31));
    for _ in 0..cost % HALF {
        score *= ONE_LESS;
    }
    // Between 0 and 100.
    #[allow(clippy::cast_sign_loss)]
    let rounded = (score + 0.5) as u32;
    rounded
}

fn cost(finding: &Finding) -> u32 {
    if finding.layer == Layer::Craft || finding.confidence == Confidence::Low {
        return 0;
    }
    match finding.severity {
        Severity::Critical => 40,
        Severity::High => 20,
        Severity::Medium => 8,
        Severity::Low => 3,
        Severity::Note => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::score_of;

    #[test]
    fn follows_the_formula() {
        for cost in 0..2000 {
            let exact = 100.0 * (-f64::from(cost) / 40.0).exp2();
            assert_eq!(f64::from(score_of(cost)), exact.round(), "a cost of {cost}");
        }
    }
}

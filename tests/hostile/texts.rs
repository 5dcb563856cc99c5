//! Empty, cut, bent, binary and broken texts.

use cozydock::report::Layer;
use cozydock::source::Kind;

use crate::{KINDS, SAMPLES, as_every_kind, as_kind};

#[test]
fn empty_and_almost_empty_texts() {
    for text in [
        "",
        " ",
        "\n",
        "\n\n\n",
        "\t",
        "\r",
        "\r\n",
        "\u{feff}",
        "\u{feff}\n",
        "#",
        "# only\n# comments\n",
        "\\",
        "\\\n",
        "`\n",
        "---\n...\n",
        "{}",
        "[]",
        "null",
        "~",
        "\"",
        "'",
        "<<",
        "<<E",
    ] {
        as_every_kind(&format!("{text:?}"), text);
    }
}

#[test]
fn every_sample_cut_off_anywhere() {
    for (sample, kind) in SAMPLES.iter().zip(KINDS) {
        for (end, _) in sample.char_indices() {
            as_kind(
                &format!("{kind:?} cut at {end}"),
                &sample[..end],
                Some(kind),
            );
        }
    }
}

#[test]
fn every_sample_taken_for_every_kind_in_every_encoding() {
    for sample in SAMPLES {
        let bent = [
            sample.to_owned(),
            format!("\u{feff}{sample}"),
            sample.replace('\n', "\r\n"),
            sample.replace('\n', "\r"),
            sample.replace('\n', "\n\0"),
            sample.replace(' ', "\t"),
            sample.replace(' ', "\u{a0}"),
            sample.replace('e', "\u{fffd}"),
            sample.replace('e', "🦊"),
            sample.replace('e', "e\u{301}\u{202e}\u{200d}"),
            sample.replace('\n', "\u{2028}"),
            sample.replace(['"', '\''], ""),
            sample.replace(' ', " \""),
            sample.to_uppercase(),
            sample.chars().rev().collect(),
        ];
        for text in &bent {
            as_every_kind(&format!("{text:.40?}"), text);
        }
    }
}

#[test]
fn binary_files() {
    let bytes: Vec<u8> = (0..=u8::MAX).collect();
    let every_byte = String::from_utf8_lossy(&bytes).into_owned();
    let elf = String::from_utf8_lossy(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\xff\xfe")
        .into_owned();
    let noise: String = (1..20_000_u32)
        .filter_map(|step| char::from_u32(step.wrapping_mul(2_654_435_761) >> 16))
        .collect();
    for text in [
        every_byte,
        elf,
        noise,
        "\0".repeat(10_000),
        "\u{fffd}".repeat(10_000),
    ] {
        as_every_kind(&format!("{text:.20?}"), &text);
    }
}

#[test]
fn broken_files_are_explained_and_the_rest_is_still_checked() {
    let broken = [
        (Kind::Dockerfile, "RUN apt-get update\nCMD [\"x\"]\n", ""),
        (
            Kind::Dockerfile,
            "FROM alpine:3.24\nCOPYY a b\nRUN sudo true\n",
            "sudo-in-build",
        ),
        (
            Kind::Dockerfile,
            "FROM alpine:3.24\nENV A=\"b\nRUN sudo true\n",
            "sudo-in-build",
        ),
        (
            Kind::Dockerfile,
            "FROM alpine:3.24\nRUN sudo true\nRUN <<EOF\nfoo\n",
            "sudo-in-build",
        ),
        (
            Kind::Compose,
            "services:\n  a:\n    image: b:1\n\tports: []\n    privileged: true\n",
            "privileged-container",
        ),
        (
            Kind::Compose,
            "services:\n  a:\n    image: \"b:1\n  c:\n    privileged: true\n",
            "",
        ),
        (
            Kind::Compose,
            "services:\n  a:\n    privileged: true\n  c:\n    image: [b:1\n",
            "privileged-container",
        ),
    ];
    for (kind, text, still) in broken {
        let report = as_kind(text, text, Some(kind));
        let craft = report
            .findings
            .iter()
            .any(|found| found.layer == Layer::Craft);
        assert!(craft, "nothing explains {text:?}");
        let judged = still.is_empty() || report.findings.iter().any(|found| found.rule == still);
        assert!(judged, "{still} is lost in {text:?}");
    }
}

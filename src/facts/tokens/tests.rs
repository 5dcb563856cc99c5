use super::*;

/// Letters that look random, the same every time.
fn random(alphabet: &str, length: usize) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let mut state = 0x2545_F491_u64;
    (0..length)
        .map(|_| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            letters[(state >> 33) as usize % letters.len()]
        })
        .collect()
}

const ALL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &str = "0123456789abcdef";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn samples() -> Vec<(&'static str, String)> {
    let n = |length| random(ALL, length);
    let h = |length| random(HEX, length);
    let u = |length| random(CAPITALS, length);
    vec![
        ("aws-access-key-id", format!("AKIA{}", u(16))),
        ("google-api-key", format!("AIza{}", n(35))),
        ("azure-storage-key", format!("AccountKey={}==", n(86))),
        ("azure-entra-client-secret", format!("{}8Q~{}", n(3), n(34))),
        ("digitalocean", format!("dop_v1_{}", h(64))),
        ("terraform-cloud", format!("{}.atlasv1.{}", n(14), n(67))),
        ("doppler", format!("dp.st.prd.{}", n(43))),
        ("github-classic-pat", format!("ghp_{}", n(36))),
        (
            "github-fine-grained-pat",
            format!("github_pat_{}_{}", n(22), n(59)),
        ),
        ("github-app-installation", format!("ghs_{}", n(36))),
        ("gitlab-pat", format!("glpat-{}", n(20))),
        ("gitlab-other", format!("glrt-{}", n(20))),
        ("npm", format!("npm_{}", n(36))),
        ("npmrc-auth", format!(":_authToken={}", h(36))),
        ("pypi", format!("pypi-AgEIcHlwaS5vcmc{}", n(100))),
        ("dockerhub", format!("dckr_pat_{}", n(27))),
        ("slack-token", format!("xoxb-123456789012-{}", n(24))),
        (
            "slack-webhook",
            format!("hooks.slack.com/services/T{}/B{}/{}", u(8), u(8), n(24)),
        ),
        (
            "discord-webhook",
            format!("discord.com/api/webhooks/123456789012345678/{}", n(68)),
        ),
        (
            "telegram-bot-url",
            format!("api.telegram.org/bot123456789:{}", n(35)),
        ),
        ("sendgrid", format!("SG.{}.{}", n(22), n(43))),
        ("mailchimp", format!("{}-us12", h(32))),
        ("stripe-secret", format!("sk_live_{}", n(24))),
        ("stripe-publishable", format!("pk_live_{}", n(24))),
        ("shopify", format!("shpat_{}", h(32))),
        ("grafana", format!("glsa_{}_{}", n(32), h(8))),
        ("maxmind", format!("{}_{}_mmk", n(6), n(29))),
        ("airtable", format!("pat{}.{}", n(14), h(64))),
        ("openai", format!("sk-proj-{}T3BlbkFJ{}", n(74), n(74))),
        ("openai", format!("sk-{}T3BlbkFJ{}", n(20), n(20))),
        ("anthropic", format!("sk-ant-api03-{}", n(95))),
        ("huggingface", format!("hf_{}", n(34))),
        ("hashicorp-vault", format!("hvs.{}", n(90))),
        (
            "jwt",
            format!("eyJhbGciOiJIUzI1NiJ9.eyJ{}.{}", n(40), n(43)),
        ),
        ("tailscale", format!("tskey-auth-{}-{}", n(12), n(32))),
        ("age-secret-key", format!("AGE-SECRET-KEY-1{}", u(58))),
        (
            "symfony-default",
            "ThisTokenIsNotSoSecretChangeIt".to_owned(),
        ),
    ]
}

#[test]
fn finds_each_format_wherever_it_stands() {
    for (id, token) in samples() {
        for (before, after) in [
            ("", ""),
            ("TOKEN=", "\n"),
            ("\"", "\""),
            ("a: ", " # secret"),
            ("https://", "@host"),
            ("é ", " é"),
            ("='", "',"),
            ("//npm.example.com/", ""),
        ] {
            let text = format!("{before}{token}{after}");
            let found: Vec<Token> = find(&text);
            assert_eq!(found.len(), 1, "{id}: {text}: {found:?}");
            assert_eq!(
                (found[0].id, &text[found[0].range.clone()]),
                (id, token.as_str()),
                "{text}"
            );
        }
    }
}

#[test]
fn finds_several_in_order() {
    let all = samples();
    let text: Vec<&str> = all.iter().map(|(_, token)| token.as_str()).collect();
    let text = text.join(" and ");
    let found: Vec<&str> = find(&text).iter().map(|token| token.id).collect();
    assert_eq!(found, all.iter().map(|(id, _)| *id).collect::<Vec<_>>());
}

#[test]
fn tells_kinds_and_test_mode() {
    let one = |text: &str| find(text).into_iter().next().expect(text);
    let n = random(ALL, 24);
    assert_eq!(one(&format!("pk_live_{n}")).kind, TokenKind::Public);
    let test = one(&format!("sk_test_{n}"));
    assert_eq!((test.kind, test.test_mode), (TokenKind::Secret, true));
    assert!(!one(&format!("sk_live_{n}")).test_mode);
    assert_eq!(
        one(&format!("AKIA{}", random(CAPITALS, 16))).kind,
        TokenKind::Identifier
    );
    assert_eq!(one("ThisTokenIsNotSoSecretChangeIt").kind, TokenKind::Weak);
    // {"iss":"supabase","role":"anon"}
    let anon = format!("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJhbm9uIn0.{n}");
    assert_eq!(one(&anon).kind, TokenKind::Public);
}

#[test]
fn stays_silent_on_documentation_and_look_alikes() {
    let n = |length| random(ALL, length);
    for text in [
        String::new(),
        "AKIAIOSFODNN7EXAMPLE".to_owned(),
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".to_owned(),
        format!("ghp_{}", "a".repeat(36)),
        format!("sk_live_{}", "0".repeat(24)),
        "glpat-your-token-goes-here0".to_owned(),
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4".to_owned(),
        // Longer, shorter, or part of a longer word.
        format!("ghp_{}", n(37)),
        format!("ghp_{}", n(35)),
        format!("xghp_{}", n(36)),
        format!("my_ghp_{}", n(36)),
        // A commit, a digest, a reference.
        random(HEX, 40),
        format!("image@sha256:{}", random(HEX, 64)),
        "//npm.example.com/:_authToken=${NPM_TOKEN}".to_owned(),
        "RUN apt-get install -y sk-learn task-spooler key-mon && ghp_ glpat- AKIA".to_owned(),
        "https://hooks.slack.com/services/".to_owned(),
    ] {
        assert_eq!(find(&text), [], "{text}");
    }
}

#[test]
fn needs_the_name_for_formats_without_a_mark() {
    let key = random(&format!("{ALL}/+"), 40);
    for (name, value, id) in [
        (
            "AWS_SECRET_ACCESS_KEY",
            key.clone(),
            Some("aws-secret-access-key"),
        ),
        (
            "aws_secret_access_key",
            format!(" {key}\n"),
            Some("aws-secret-access-key"),
        ),
        ("SOMETHING", key.clone(), None),
        (
            "AWS_SECRET_ACCESS_KEY",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
            None,
        ),
        ("AWS_SECRET_ACCESS_KEY", random(HEX, 40), None),
        (
            "CLOUDFLARE_API_TOKEN",
            random(ALL, 40),
            Some("cloudflare-api-token"),
        ),
        (
            "TELEGRAM_TOKEN",
            format!("123456789:A{}", random(ALL, 34)),
            Some("telegram-bot"),
        ),
        ("DD_API_KEY", random(HEX, 32), Some("datadog")),
        ("GIT_COMMIT", random(HEX, 40), None),
        (
            "ANY",
            format!("ghp_{}", random(ALL, 36)),
            Some("github-classic-pat"),
        ),
    ] {
        let found = find_in(name, &value);
        assert_eq!(found.first().map(|token| token.id), id, "{name}={value}");
        if let Some(token) = found.first() {
            assert_eq!(&value[token.range.clone()], value.trim());
        }
    }
}

#[test]
fn every_format_has_a_shape_that_can_match() {
    for line in HINTED.lines() {
        assert_eq!(line.split('|').count(), 5, "{line}");
    }
    for line in include_str!("formats.txt").lines() {
        let columns: Vec<&str> = line.split('|').collect();
        assert_eq!(columns.len(), 6, "{line}");
        // Built from its own shape, each format matches itself.
        let alphabet = |letter: u8| match letter {
            b'h' | b'H' | b'k' => HEX,
            b'd' => "0123456789",
            b'a' => "abcdefghijklmnopqrstuvwxyz",
            b'l' | b'y' | b'g' => "abcdefghijklmnopqrstuvwxyz0123456789",
            b'u' => CAPITALS,
            _ => ALL,
        };
        let token: String = columns[5]
            .split(' ')
            .map(|segment| {
                if let Some(literal) = segment.strip_prefix('\'') {
                    return literal.trim_end_matches('\'').to_owned();
                }
                let least = segment[1..]
                    .split('-')
                    .next()
                    .and_then(|count| count.parse().ok());
                random(alphabet(segment.as_bytes()[0]), least.expect(line))
            })
            .collect();
        let found = INDEX
            .next(&token, 0, &mut Runs::default())
            .unwrap_or_else(|| panic!("{line}: {token}"));
        assert_eq!(found.range, 0..token.len(), "{line}: {token}");
    }
}

#[test]
fn survives_hostile_text() {
    for part in [
        "AKIA",
        "eyJ",
        "eyJ-",
        "eyJab.",
        "sk-",
        "-sk-",
        "-glpat-",
        "&sig=",
        ":_auth=",
        ".azconfig.io;Id=",
        "8Q~",
        "-us",
        "é",
        "'",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----a\\n",
        "PuTTY-User-Key-File-'",
    ] {
        let text = part.repeat(200_000 / part.len());
        assert!(find(&text).len() <= 1, "{part}");
        assert!(private_keys(&text).count() <= 1, "{part}");
    }
}

//! The little that is read of PowerShell: statements that execute a download.
//! <https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-expression>

use crate::word_list::is_one_of;

/// Byte ranges of the statements of a PowerShell text that hand a download to
/// `Invoke-Expression`: `iex (iwr …)`, `irm … | iex`.
pub fn downloads_executed(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    // What `powershell -Command "…"` holds in double quotes is code, too.
    let first = text.split_ascii_whitespace().next().unwrap_or_default();
    let is_handed_on = is_in("powershell powershell.exe pwsh", first);
    let mut statement = Statement::default();
    let mut quote = None;
    let mut word_start = None;
    for (at, byte) in text.bytes().chain(std::iter::once(b';')).enumerate() {
        let in_word = byte.is_ascii_alphanumeric() || byte == b'-';
        match word_start {
            None if in_word => word_start = Some(at),
            Some(start) if !in_word => {
                statement.word(
                    text.get(start..at).unwrap_or_default(),
                    start..at,
                    quote.is_some(),
                );
                word_start = None;
            }
            _ => {}
        }
        match byte {
            b'\'' | b'"' if quote == Some(byte) => quote = None,
            b'"' if is_handed_on => {}
            b'\'' | b'"' if quote.is_none() => quote = Some(byte),
            b';' if quote.is_none() || at == text.len() => {
                found.extend(std::mem::take(&mut statement).executes());
            }
            _ => {}
        }
    }
    found
}

const FETCHES: &str = "iwr irm invoke-webrequest invoke-restmethod downloadstring";

/// True if the name, which `PowerShell` reads in any case, is in the list.
fn is_in(names: &str, name: &str) -> bool {
    is_one_of(names, &name.to_ascii_lowercase())
}

#[derive(Default)]
struct Statement {
    runs: Option<std::ops::Range<usize>>,
    fetches: Option<std::ops::Range<usize>>,
}

impl Statement {
    fn word(&mut self, word: &str, place: std::ops::Range<usize>, quoted: bool) {
        if quoted {
            return;
        }
        if is_in("iex invoke-expression", word) {
            self.runs.get_or_insert(place);
        } else if is_in(FETCHES, word) {
            self.fetches.get_or_insert(place);
        }
    }

    fn executes(self) -> Option<std::ops::Range<usize>> {
        let (runs, fetches) = (self.runs?, self.fetches?);
        Some(runs.start.min(fetches.start)..runs.end.max(fetches.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn executed(text: &str) -> Vec<&str> {
        let ranges = downloads_executed(text);
        ranges.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn finds_downloads_that_are_executed() {
        assert_eq!(
            executed("iex ((New-Object System.Net.WebClient).DownloadString('https://x/i.ps1'))"),
            ["iex ((New-Object System.Net.WebClient).DownloadString"]
        );
        assert_eq!(
            executed("powershell -Command \"iex (iwr https://x)\""),
            ["iex (iwr"]
        );
        assert_eq!(
            executed("cd C:\\; irm https://get.example.com | IEX; dir"),
            ["irm https://get.example.com | IEX"]
        );
        for text in [
            "Invoke-WebRequest https://x -OutFile a.ps1; iex $command",
            "Write-Host 'iex (iwr https://x)'",
            "iwr https://x -OutFile a.zip",
            "iexplore (iwr x)",
            "",
        ] {
            assert_eq!(executed(text), [""; 0], "{text}");
        }
    }
}

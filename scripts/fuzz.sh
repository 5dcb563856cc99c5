#!/usr/bin/env bash
# Runs each fuzz target for FUZZ_SECONDS, starting from the realistic files of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! cargo +nightly --version >/dev/null 2>&1; then
  echo "Fuzzing needs a nightly Rust, for its sanitizers: 'rustup toolchain install nightly' brings it." >&2
  exit 1
fi

# A first byte of 'G' (71) leaves the kind to be guessed in both targets: 71 % 6 = 5, 71 % 4 = 3.
for target in check fixes; do
  corpus="fuzz/corpus/$target"
  mkdir -p "$corpus"
  while IFS= read -r -d '' file; do
    { printf G; cat "$file"; } >"$corpus/$(sha1sum <"$file" | cut -c1-16)"
  done < <(find tests/files benches -type f -not -name '*.mjs' -not -name '*.rs' -print0)
  cargo +nightly fuzz run "$target" -- -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=4096
done

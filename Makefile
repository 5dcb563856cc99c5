# make serve   build everything and open a local server
# make test    build and run every check there is
# make build   the engine, the page and widget (www/dist/), the npm package (pkg/)
# make bench   the engine's speed             make size   what visitors download, against budgets
# make fuzz    look for inputs that break it  make deny   licenses and sources of the crates
# make facts   refresh tables from data/      make texts  refresh the page's texts from src/rules
# make clean   remove what was built
#
# Tools are pinned and live in this folder: .tools/ and node_modules/. Stamp files keep a second
# run short.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
MAKEFLAGS += --no-builtin-rules --no-print-directory

WASM_PACK := 0.15.1
# The program and the crate must be of one version; Cargo.lock decides.
WASM_BINDGEN := $(shell awk '/^name = "wasm-bindgen"$$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)
CARGO_DENY := 0.20.2
CARGO_FUZZ := 0.13.2
FUZZ_SECONDS ?= 60

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/scripts/node_modules/.bin:$(PATH)

engine_sources := $(shell find src data -type f 2>/dev/null) Cargo.toml Cargo.lock rust-toolchain.toml
page_sources := $(shell find www -type d \( -name node_modules -o -name dist \) -prune -o -type f -print)

.PHONY: build engine page package sites serve test bench size fuzz deny facts texts tools browser clean

build: engine page package
engine: pkg/package.json
page: www/dist/index.html
package: pkg/embed.js

serve: build
	@node www/scripts/serve.mjs

# The runner calls the steps that install and build, so that one that fails is counted too.
test:
	@node scripts/test.mjs

bench: build browser
	@node scripts/bench.mjs
	@node www/scripts/keystroke.mjs

size: build
	@node scripts/size.mjs

fuzz: .tools/cargo-fuzz-$(CARGO_FUZZ)
	@FUZZ_SECONDS=$(FUZZ_SECONDS) scripts/fuzz.sh

deny: .tools/cargo-deny-$(CARGO_DENY)
	cargo deny check bans licenses sources

facts:
	BLESS=1 cargo test --test facts

texts:
	BLESS=1 cargo test --test texts --test explain

tools: .tools/rust .tools/wasm-pack-$(WASM_PACK) .tools/wasm-bindgen-cli-$(WASM_BINDGEN) \
	scripts/node_modules/.package-lock.json www/node_modules/.package-lock.json

browser:
	@node scripts/browser.mjs

clean:
	rm -rf target pkg www/dist www/test-results fuzz/target

# Panic messages name source files: not by the folder of whoever built them.
pkg/package.json: export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := --remap-path-prefix=$(HOME)=~

# wasm-pack looks for wasm-bindgen and wasm-opt on the PATH. package.json is written last, and so
# tells that the build went through.
pkg/package.json: $(engine_sources) scripts/package.mjs LICENSE-MIT LICENSE-APACHE README.md \
		| .tools/rust .tools/wasm-pack-$(WASM_PACK) .tools/wasm-bindgen-cli-$(WASM_BINDGEN) scripts/node_modules/.package-lock.json
	wasm-pack build --target web --release --mode no-install
	node scripts/package.mjs engine

www/dist/index.html: pkg/package.json $(page_sources) www/node_modules/.package-lock.json
	npm run build --prefix www
	@touch $@

# The widget is built with the page, and goes into the package that it was built from.
pkg/embed.js: www/dist/index.html scripts/package.mjs www/package/embed.d.ts
	node scripts/package.mjs widget
	@touch $@

# Documentation sites for the tests of the widget, made by the generators that people use.
sites: www/node_modules/.cache/sites/mkdocs/index.html www/node_modules/.cache/sites/vitepress/index.html

www/node_modules/.cache/sites/mkdocs/index.html: pkg/embed.js $(wildcard www/tests/sites/mkdocs/*.yml www/tests/sites/mkdocs/docs/*) .tools/mkdocs/.installed
	node www/scripts/sites.mjs mkdocs

www/node_modules/.cache/sites/vitepress/index.html: pkg/embed.js $(wildcard www/tests/sites/vitepress/*.md www/tests/sites/vitepress/.vitepress/*.mjs) \
		www/tests/sites/vitepress/node_modules/.package-lock.json
	node www/scripts/sites.mjs vitepress

.tools/mkdocs/.installed: www/tests/sites/mkdocs/requirements.txt
	rm -rf $(@D)
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-warn-conflicts --target $(@D) --requirement $<
	@touch $@

.tools/rust: rust-toolchain.toml
	rustup target add wasm32-unknown-unknown
	rustup component add rustfmt clippy
	@mkdir -p .tools && touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	npm ci --prefix $* --no-audit --no-fund
	@touch $@

# The tool's own lock file first; without it where a locked version cannot be had.
.tools/%: | .tools/rust
	name='$*'; version="$${name##*-}"; name="$${name%-*}"; \
	install=(cargo install --root .tools "$$name" --version "$$version"); \
	"$${install[@]}" --locked || "$${install[@]}"
	@touch $@

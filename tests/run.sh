#!/usr/bin/env bash
# Sets up what the tests need and runs all of them: formatting, lints, dependencies, docs, tests.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }

# npm brings the examples of the CommonMark specification, which are not ours to keep in the repository.
if ! command -v npm >/dev/null; then
    say "installing npm"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq npm
    else
        echo "npm is missing; install Node.js with npm and run this again" >&2
        exit 1
    fi
fi
# strace lets the tests kill the program, or fill its disk, at every single write. They say so if it is not there.
if ! command -v strace >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing strace"
    apt-get update -qq && apt-get install -y -qq strace
fi
for tool in rustfmt clippy; do
    cargo "${tool/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$tool"
done

say "examples of the CommonMark specification"
bash tests/fetch-spec.sh

say "formatting"
cargo fmt --check

say "lints"
cargo clippy --all-targets --locked -- -D warnings

say "dependencies"
# Made from its source, which takes some three minutes on two cores, once on a machine.
cargo deny --version >/dev/null 2>&1 || cargo install cargo-deny --version '^0.20.2' --locked || true
if cargo deny --version >/dev/null 2>&1; then
    cargo deny --log-level error check bans licenses sources
else
    echo "*** NOT CHECKED: cargo-deny could not be built here; what the program is made of was not looked at ***"
fi

say "docs"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked --quiet

say "tests"
cargo test --locked

say "pages in a browser"
bash tests/browser/run.sh

say "the book of this repository"
cargo run --locked --quiet -- check

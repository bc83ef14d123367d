#!/usr/bin/env bash
# Sets up a browser and drives it through tests/browser/checks/ against three books, the two small ones beside this
# file and that of this repository, and some that hostile.mjs writes, from disk and over HTTP. `run.sh search` runs checks/search.mjs alone;
# BROWSER=/path/to/one names another browser, be it a Chromium or a Firefox.
set -euo pipefail
cd "$(dirname "$0")/../.."

missing() {
    echo "$1 is missing; the checks in a browser cannot run without it. Install $2 and run this again." >&2
    exit 1
}
install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq "$1"
    fi
}

command -v npm >/dev/null || install npm
command -v npm >/dev/null || missing npm "Node.js 18 or later, with npm"
if [ -z "${BROWSER:-}" ]; then
    BROWSER=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$BROWSER" ]; then
        install chromium
        BROWSER=$(command -v chromium || true)
    fi
fi
[ -x "$BROWSER" ] || missing Chromium "chromium, or name a browser in BROWSER,"
for tool in pdftotext pdfinfo; do
    command -v $tool >/dev/null || install poppler-utils
    command -v $tool >/dev/null || missing $tool "poppler-utils, which reads what was printed,"
done

# What is printed in Chinese is read back from the PDF: without letters of their own nothing can be read.
if command -v fc-list >/dev/null && [ -z "$(fc-list :lang=zh)" ]; then
    install fonts-noto-cjk
    [ -n "$(fc-list :lang=zh)" ] || missing "A Chinese font" "one (fonts-noto-cjk)"
fi

(cd tests/browser && npm ci --silent --no-audit --no-fund)

out=target/browser
rm -rf "$out"
cargo build --locked --quiet
for book in book documents; do
    cargo run --locked --quiet -- build "tests/browser/$book" --out "$out/$book" --messages short >/dev/null
done
# What is wrong with the words of this repository's book is the business of `check`.
cargo run --locked --quiet -- build . --out "$out/own" --messages short >/dev/null 2>&1 || [ -f "$out/own/index.html" ]
node tests/browser/hostile.mjs "$out/hostile-src"
for book in hostile large empty; do
    cargo run --locked --quiet -- build "$out/hostile-src/$book" --out "$out/$book" --messages short >/dev/null 2>&1 || [ -f "$out/$book/index.html" ]
done
BROWSER=$BROWSER exec node tests/browser/run.mjs "$PWD/$out" "$@"

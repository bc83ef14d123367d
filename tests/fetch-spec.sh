#!/usr/bin/env bash
# Brings the CommonMark specification to target/spec/, where tests/commonmark.rs reads its examples. It is
# under CC-BY-SA, so it is fetched and not kept in this repository.
set -euo pipefail
cd "$(dirname "$0")/.."

version=0.31.2
# As the registry states it in `npm view commonmark-spec@0.31.2 dist.integrity`, in hexadecimal.
sha512=bd72b199c97324fca684e2580f6e86d2806356621c282f29e66d83bc722ad40d5bb6bd66d2bd1d4ff3f3440e7f9f0c546c200f79d30d3c4a22404fb3bee39c3b
spec=commonmark-$version.txt

mkdir -p target/spec
cd target/spec
if [ -s "$spec" ]; then
    exit 0
fi
archive=commonmark-spec-$version.tgz
npm pack --silent "commonmark-spec@$version" >/dev/null
echo "$sha512  $archive" | sha512sum --check --quiet
tar -xzOf "$archive" package/spec.txt >"$spec.part"
mv "$spec.part" "$spec"
rm "$archive"

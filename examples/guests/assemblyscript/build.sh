#!/bin/sh
# Builds the AssemblyScript guests: ./build.sh [folder for the .wasm files; default: beside the sources]
#
# Toolchain: npm's assemblyscript 0.28.20 as package-lock.json pins it, on Node.js 20 or newer
#   npm ci
# ANY_VERSION=1 builds with other versions (ASC names the program), whose bytes may differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
asc=${ASC:-$here/node_modules/.bin/asc}

missing() {
    echo "toolchain $1 missing: npm ci in $here, with Node.js 20 or newer" >&2
    exit 77
}
command -v node > /dev/null || missing nodejs
command -v "$asc" > /dev/null || missing assemblyscript
if [ -z "${ANY_VERSION:-}" ]; then
    case $("$asc" --version) in "Version 0.28.20"*) ;; *) missing "assemblyscript 0.28.20" ;; esac
fi

cd "$here" # file names in the texts of errors are relative
for guest in titlecase; do
    # env.abort stays an import, so that the texts of errors reach the host
    "$asc" "$guest.ts" --runtime incremental --exportRuntime -O3 --outFile "$out/$guest.wasm"
done

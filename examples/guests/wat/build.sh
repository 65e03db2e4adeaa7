#!/bin/sh
# Builds the WAT guests: ./build.sh [folder for the .wasm files; default: beside the sources]
#
# Toolchain: Debian 12's wabt 1.0.32
#   apt-get install --no-install-recommends wabt
# ANY_VERSION=1 builds with other versions (WAT2WASM names the program), whose bytes may differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
wat2wasm=${WAT2WASM:-wat2wasm}

missing() {
    echo "toolchain $1 missing: apt-get install --no-install-recommends wabt" >&2
    exit 77
}
command -v "$wat2wasm" > /dev/null || missing wabt
if [ -z "${ANY_VERSION:-}" ]; then
    case $("$wat2wasm" --version) in 1.0.32*) ;; *) missing "wabt 1.0.32" ;; esac
fi

cd "$here"
for guest in bad_text collatz; do
    "$wat2wasm" -o "$out/$guest.wasm" "$guest.wat"
done
# with its names, so that the frames of a trap can be read
"$wat2wasm" --debug-names -o "$out/faults.wasm" faults.wat

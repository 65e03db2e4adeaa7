#!/bin/sh
# Builds the C guests: ./build.sh [folder for the .wasm files; default: beside the sources]
#
# Toolchain: Debian 12's clang 14.0.6 and its lld
#   apt-get install --no-install-recommends clang-14 lld-14
# clang's own link step is not used: it runs wasm-opt where Debian's binaryen is installed, with other results.
# ANY_VERSION=1 builds with other versions (CLANG and WASM_LD name the programs), whose bytes may differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
clang=${CLANG:-clang-14}
wasm_ld=${WASM_LD:-wasm-ld-14}

missing() {
    echo "toolchain $1 missing: apt-get install --no-install-recommends clang-14 lld-14" >&2
    exit 77
}
command -v "$clang" > /dev/null || missing clang-14
command -v "$wasm_ld" > /dev/null || missing lld-14
if [ -z "${ANY_VERSION:-}" ]; then
    case $("$clang" --version) in *" 14.0.6"*) ;; *) missing "clang 14.0.6" ;; esac
    case $("$wasm_ld" --version) in *" 14.0.6"*) ;; *) missing "lld 14.0.6" ;; esac
fi

objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
cd "$here"
for guest in geo geo_v2 numbers text; do
    "$clang" --target=wasm32-unknown-unknown -std=c11 -O2 -ffreestanding -fno-math-errno \
        -mbulk-memory -msign-ext -mnontrapping-fptoint -mmutable-globals \
        -Wall -Wextra -Wconversion -Wno-sign-conversion -Werror -I ../include -c -o "$objects/$guest.o" "$guest.c"
    # the stack lies first, so that running out of it is a trap and never writes over data
    "$wasm_ld" --no-entry --stack-first -z stack-size=16384 --gc-sections --strip-all \
        -o "$objects/$guest.wasm" "$objects/$guest.o"
    cat "$objects/$guest.wasm" > "$out/$guest.wasm" # a file that is data, not one to execute
done

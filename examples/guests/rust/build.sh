#!/bin/sh
# Builds the Rust guests: ./build.sh [folder for the .wasm files; default: beside the sources]
#
# Toolchain: Debian 12's rustc 1.63.0, its standard library for wasm32-unknown-unknown, and lld 14
#   apt-get install --no-install-recommends rustc libstd-rust-dev-wasm32 lld-14
# RUSTC names another rustc; the default is Debian's, whatever comes first in PATH.
# ANY_VERSION=1 builds with other versions (WASM_LD names the linker), whose bytes may differ.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
rustc=${RUSTC:-/usr/bin/rustc}
wasm_ld=${WASM_LD:-wasm-ld-14}

missing() {
    echo "toolchain $1 missing: apt-get install --no-install-recommends rustc libstd-rust-dev-wasm32 lld-14" >&2
    exit 77
}
command -v "$rustc" > /dev/null || missing rustc
command -v "$wasm_ld" > /dev/null || missing lld-14
if [ -z "${ANY_VERSION:-}" ]; then
    case $("$rustc" --version) in "rustc 1.63.0"*) ;; *) missing "rustc 1.63.0" ;; esac
    case $("$wasm_ld" --version) in *" 14.0.6"*) ;; *) missing "lld 14.0.6" ;; esac
fi
[ -d "$("$rustc" --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ] || missing libstd-rust-dev-wasm32

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here" # file names in the texts of panics are relative
for guest in distance words; do
    "$rustc" --edition 2021 --target wasm32-unknown-unknown --crate-type cdylib -D warnings \
        -C opt-level=2 -C lto=fat -C panic=abort -C codegen-units=1 -C strip=symbols \
        -C linker="$wasm_ld" -C link-arg=-zstack-size=65536 -o "$work/$guest.wasm" "$guest.rs"
    cat "$work/$guest.wasm" > "$out/$guest.wasm" # a file that is data, not one to execute
done

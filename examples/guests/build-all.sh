#!/bin/sh
# Builds the guests of every language: ./build-all.sh [folder]
#
# The .wasm files go to <folder>/<language>/, or beside their sources without an argument. Prints one line for each
# language: "wat: built", "rust: missing toolchain <what>: <how to get it>" or "c: failed: <why>".
# Exit status 0 where nothing failed; a missing toolchain is no failure.
set -u
here=$(cd "$(dirname "$0")" && pwd)
status=0
for language in wat c rust assemblyscript; do
    if message=$("$here/$language/build.sh" ${1:+"$1/$language"} 2>&1); then
        echo "$language: built"
    elif [ $? -eq 77 ]; then
        echo "$language: $message" | sed 's/toolchain \(.*\) missing:/missing toolchain \1:/'
    else
        echo "$language: failed: $message"
        status=1
    fi
done
exit $status

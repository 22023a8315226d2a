#!/bin/sh
# Write the locks: hashes of every file of every package, valid for Python 3.11 and later on every
# system, without any address. Usage: tools/lock.sh BIN [--upgrade], BIN with python and uv
set -eu
bin=$1
shift

pip() { "$bin/python" -m pip "$@"; }
. tools/network.sh

compile() {
    out=$1
    shift
    "$bin/uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        --output-file "$out" "$@" >/dev/null
    if grep -Eq '://|^--' "$out"; then
        echo "$out: holds an address or an option; look at it before it is committed." >&2
        exit 1
    fi
}

compile requirements-dev.txt pyproject.toml --group dev --extra parquet --extra office "$@"
# What runs is what was tested: the other locks may not differ from the one above.
tested="--constraint requirements-dev.txt"
compile requirements.txt pyproject.toml --group build $tested "$@"
compile requirements-bench.txt pyproject.toml --group bench --extra parquet --extra office $tested "$@"
echo uv | compile requirements-uv.txt - $tested "$@"

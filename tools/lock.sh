#!/bin/sh
# Write the locks: hashes of every file of every package, valid for Python 3.11 and later on every
# system, without any address. Usage: tools/lock.sh UV [--upgrade]
set -eu
uv=$1
shift

compile() {
    out=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
        --output-file "$out" "$@" >/dev/null
    if grep -Eq '://|^--' "$out"; then
        echo "$out: holds an address or an option; look at it before it is committed." >&2
        exit 1
    fi
}

compile requirements-dev.txt pyproject.toml --group dev "$@"
# What runs is what was tested: the other locks may not differ from the one above.
compile requirements.txt pyproject.toml --group build --constraint requirements-dev.txt "$@"
compile requirements-bench.txt pyproject.toml --group bench --constraint requirements-dev.txt "$@"
"$uv" --version | cut -d ' ' -f 2 | sed 's/^/uv==/' >.uv.in.tmp
compile requirements-uv.txt .uv.in.tmp "$@"
rm -f .uv.in.tmp

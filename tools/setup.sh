#!/bin/sh
# Make .venv and install one lock into it, every file checked against its hash.
# Usage: tools/setup.sh PYTHON (runtime|dev|bench)
set -eu
python=$1
kind=$2
venv=.venv
case $kind in
    runtime) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    bench) lock=requirements-bench.txt ;;
    *) echo "setup.sh: runtime, dev or bench, not '$kind'." >&2; exit 2 ;;
esac

refuse() {
    printf '%s\n%s\n' "$1" "$2" >&2
    exit 2
}

if [ ! -x "$venv/bin/python" ]; then
    command -v "$python" >/dev/null 2>&1 || refuse \
        "未找到 $python：请安装 Python 3.11 或更高版本，或用 make PYTHON=路径 指定。" \
        "$python was not found: install Python 3.11 or later, or name it with make PYTHON=path."
    found=$("$python" -c 'import platform; print(platform.python_version())')
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || refuse \
        "$python 的版本是 $found，需要 3.11 或更高版本；可用 make PYTHON=路径 指定另一个。" \
        "$python is version $found; 3.11 or later is needed. Name another with make PYTHON=path."
    "$python" -c 'import ensurepip, venv' 2>/dev/null || refuse \
        "$python 缺少 venv 模块（Debian/Ubuntu：apt-get install python3-venv）。" \
        "$python lacks the venv module (Debian and Ubuntu: apt-get install python3-venv)."
    echo "make .venv with Python $found"
    "$python" -m venv "$venv"
fi

pip() {
    "$venv/bin/python" -m pip --quiet --disable-pip-version-check --no-input "$@"
}

echo "install $lock (hashes checked)"
if [ -x "$venv/bin/uv" ] || pip install --require-hashes --only-binary :all: -r requirements-uv.txt
then
    # uv does not read pip's settings: a mirror that the user chose for pip is handed on.
    mirror=${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(pip config get global.index-url 2>/dev/null || true)}}
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX="$mirror"
    export VIRTUAL_ENV="$venv" UV_LINK_MODE="${UV_LINK_MODE:-copy}"
    "$venv/bin/uv" pip install --quiet --require-hashes -r "$lock"
    "$venv/bin/uv" pip install --quiet --no-deps --no-build-isolation --editable .
else
    echo "uv has no build for this system: pip does it, more slowly"
    pip install --require-hashes -r "$lock"
    pip install --no-deps --no-build-isolation --editable .
fi

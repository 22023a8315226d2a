#!/bin/sh
# Make .venv and install one lock into it, every file checked against its hash.
# Usage: tools/setup.sh PYTHON (runtime|dev|bench)
#
# uv does the work, from a folder that is removed again; where it has no build, or cannot fetch what
# pip can, pip does it. Both are gone from .venv where it is only to run.
set -eu
python=$1
kind=$2
venv=.venv
tools=$venv/.uv
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
    "$python" -m venv --without-pip "$venv"
fi

described() {
    "$venv/bin/python" -c 'import sys; print(sys.version.split()[0], sys._base_executable, sep=", ")'
}

pip() {
    "$venv/bin/python" -m pip --quiet --disable-pip-version-check --no-input "$@"
}

by_uv() {
    uv=$tools/bin/uv
    pip install --require-hashes --only-binary :all: --target "$tools" -r requirements-uv.txt &&
        . tools/network.sh &&
        "$uv" pip install --quiet --require-hashes -r "$lock" &&
        "$uv" pip install --quiet --no-deps --no-build-isolation --editable .
}

by_pip() {
    pip install --require-hashes -r "$lock" &&
        pip install --no-deps --no-build-isolation --editable .
}

export VIRTUAL_ENV="$venv" UV_LINK_MODE="${UV_LINK_MODE:-copy}"
trap 'rm -rf "$tools"' EXIT
rm -rf "$tools"
pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
echo "install $lock into $venv, hashes checked: Python $(described)"
by_uv || {
    echo "uv 在此不可用：改由 pip 安装，较慢 / uv does not work here: pip does it, more slowly"
    by_pip
}
[ "$kind" != runtime ] || pip uninstall --yes setuptools pip 2>/dev/null

#!/bin/sh
# See to a Chromium and poppler for the browser and picture tests; without them say what is left out.
set -eu

present() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

if present; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "install chromium and poppler-utils (apt-get)"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null || true
    # Pages cost half in the shell; where there is no package of it, the whole browser.
    for name in chromium-headless-shell chromium; do
        if apt-get install -y -qq --no-install-recommends "$name" poppler-utils >/dev/null && present
        then
            exit 0
        fi
    done
fi
cat <<'TEXT'
未找到 Chromium：浏览器测试（标记 browser）不会运行，其余照常。Debian 上可安装：apt-get install chromium poppler-utils
No Chromium: the tests marked browser will not run, all others will. On Debian: apt-get install chromium poppler-utils
TEXT

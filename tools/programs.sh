#!/bin/sh
# The helper programs and fonts that the tests call: installs what is missing when it may (root, apt-get), else names it.
# A test whose program is missing is skipped at a desk and fails with CI=true.
set -eu
missing=

program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
font() { fc-list : family 2>/dev/null | grep -q "$1" || missing="$missing $2"; }

program soffice libreoffice-writer-nogui
program pdftoppm poppler-utils
program unzip unzip
program fc-list fontconfig
program chromium chromium
font 'AR PL SungtiL GB' fonts-arphic-gbsn00lp
font 'AR PL KaitiM GB' fonts-arphic-gkai00mp
font 'WenQuanYi Zen Hei' fonts-wqy-zenhei

[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $missing >/dev/null; then
        exit 0
    fi
fi
echo "Missing for some tests (Debian's names):$missing" >&2
echo "With the right to: apt-get install --no-install-recommends$missing" >&2

#!/bin/sh
# The helper programs and fonts that the tests call: installs what is missing when it may (root, apt-get), else names it.
# A test whose program is missing is skipped at a desk and fails with CI=true.
set -eu
missing=

program() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
font() { fc-list : family 2>/dev/null | grep -q "$1" || missing="$missing $2"; }

program soffice libreoffice-writer-nogui
program pdftoppm poppler-utils
program strace strace
program unzip unzip
program fc-list fontconfig
program chromium chromium
program age age
font 'AR PL SungtiL GB' fonts-arphic-gbsn00lp
font 'AR PL KaitiM GB' fonts-arphic-gkai00mp
font 'WenQuanYi Zen Hei' fonts-wqy-zenhei

# The E-ARK validator wants a lxml of its own, so it gets an environment of its own; the tests give it what it would fetch.
if [ ! -x .eark/bin/python ]; then
    echo "Installing the E-ARK validator into .eark ..." >&2
    if ! { "${PYTHON:-python3}" -m venv .eark && .eark/bin/python -m pip install -q 'eark-validator==1.1.3'; } >&2; then
        rm -rf .eark
        echo "Missing for one test: eark-validator 1.1.3 in an environment .eark (it installs on Python 3.11 and 3.12)" >&2
    fi
fi

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

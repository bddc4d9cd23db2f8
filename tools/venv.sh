#!/bin/sh
# Makes the virtual environment or brings it up to date: tools/venv.sh [EXTRA]
# Environment: PYTHON (which Python; default: the first fit one found), VENV (where; default .venv).
# Nothing is done when what setup.cfg and pyproject.toml ask for is installed already (the stamp says so).
set -eu
cd "$(dirname "$0")/.."
extra=${1:-}
venv=${VENV:-.venv}

fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if fits "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "archive-tool needs Python 3.11, 3.12 or 3.13; found: $(${PYTHON:-python3} --version 2>&1 | head -n 1)." >&2
    echo "Install one of them, or say which to take: make demo PYTHON=/path/to/python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python cannot make virtual environments. On Debian, Ubuntu, UOS and Kylin: apt install python3-venv" >&2
    exit 1
fi

# First line: for which Python, in which folder; a change means a new environment. Second: what is asked for.
kind="$("$python" -c 'import platform; print(platform.python_version(), platform.machine())') $PWD"
asked=$(cat setup.cfg pyproject.toml | cksum)
stamp=$venv/installed${extra:+-$extra}

if [ "$(cat "$stamp" 2>/dev/null)" = "$kind
$asked" ]; then
    exit 0
fi
if [ "$(cat "$venv"/installed* 2>/dev/null | head -n 1)" != "$kind" ]; then
    echo "Making $venv with $("$python" --version) ..." >&2
    "$python" -m venv --clear "$venv"
fi
rm -f "$venv"/installed*
echo "Installing archive-tool${extra:+ with what its tests need} into $venv ..." >&2
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --editable ".${extra:+[$extra]}"
printf '%s\n%s\n' "$kind" "$asked" | tee "$venv/installed" > "$stamp"

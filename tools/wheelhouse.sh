#!/bin/sh
# Fills wheelhouse/ with the wheel of the last commit and of everything it needs, to be carried to a machine
# without network: tools/wheelhouse.sh [PLATFORM PYTHON_VERSION]
# PLATFORM is pip's word for another system (win_amd64, manylinux_2_28_aarch64 ...), PYTHON_VERSION that system's Python.
set -eu
cd "$(dirname "$0")/.."
pip="${VENV:-.venv}/bin/python -m pip -qq --disable-pip-version-check"
house=$PWD/wheelhouse

# Built from a clean copy: a build/ folder left in the checkout would keep shipping templates that were deleted.
clean=$(mktemp -d)
trap 'rm -rf "$clean"' EXIT
git archive HEAD | tar -x -C "$clean"
rm -rf "$house"
$pip wheel --no-deps --wheel-dir "$house" "$clean"
if [ $# -ge 2 ]; then
    $pip download --only-binary :all: --platform "$1" --python-version "$2" --dest "$house" "$house"/archive_tool-*.whl
else
    $pip wheel --wheel-dir "$house" "$house"/archive_tool-*.whl
fi
echo "$(ls "$house" | wc -l | tr -d ' ') wheels in $house. On the other machine:"
echo "  python3 -m pip install --no-index --find-links wheelhouse archive-tool"

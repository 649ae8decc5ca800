#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image: installs the grader and closes this folder.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if ! python3 -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    apt-get update --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3-venv
fi
python3 -m venv "$source/../venv"
wanted=("$source"/wheels/*.whl)
if [ -f "$source/requirements.txt" ]; then
    wanted+=(--requirement "$source/requirements.txt")
fi
"$source/../venv/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}"

# the reference, the keys and the secret seed: students' code runs as another user
chmod -R go-rwx "$source"
chmod +x "$source/run_autograder"

#!/usr/bin/env bash
# install.sh LOCK VENV: installs what requirements/LOCK.txt pins, and the project itself (editable),
# into the virtual environment VENV. Creates VENV/.LOCK-installed if everything succeeded.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly lock=$1 venv=$2
readonly python=${PYTHON:-python3} requirements=requirements/$1.txt

fail() {
  echo "error: $*" >&2
  exit 1
}

command -v "$python" >/dev/null ||
  fail "$python is not there; install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "$python is $("$python" -V 2>&1), and Stancewire needs 3.11 or newer: make PYTHON=/path/to/python3"

# An environment whose Python has been removed or moved is useless: start again.
if ! "$venv/bin/python" -c '' 2>/dev/null; then
  echo "==> Creating $venv with $("$python" -V)"
  rm -rf "$venv"
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "$python cannot make virtual environments; on Debian and Ubuntu install the package python3-venv"
  "$python" -m venv "$venv"
fi

pip() {
  "$venv/bin/python" -m pip --disable-pip-version-check --no-input "$@"
}

# pip prints a page per package. On a terminal, a counter says the same in one line.
progress() {
  if [ -t 1 ]; then
    awk -v total="$1" '
      /^(Collecting|Requirement already satisfied)/ { n++; printf "\r    %d of %d ", n < total ? n : total, total; fflush() }
      /^Installing collected packages/ { printf "\r    unpacking      "; fflush() }
      END { printf "\r                    \r" }'
  else
    cat >/dev/null
  fi
}

count=$(grep -cE '^[a-z0-9]' "$requirements")
echo "==> Installing $count pinned packages of $requirements into $venv (the first time, they are downloaded)"
PYTHONUNBUFFERED=1 pip install --require-hashes --requirement "$requirements" | progress "$count"

echo "==> Installing Stancewire itself, in place"
pip install --quiet --no-deps --no-build-isolation --editable .
touch "$venv/.$lock-installed"

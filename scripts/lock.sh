#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml and requirements/build.in: every package pinned,
# with the hashes of all its files, for every platform and Python that the project supports.
#
# Existing pins stay unless pyproject.toml rules them out; `scripts/lock.sh --upgrade` takes the newest
# version of everything. The locks agree with each other: the first one constrains the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

# The only tool here that resolves for all platforms at once. It runs in a temporary environment.
readonly UV_VERSION=0.13.9

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
echo "==> Preparing the resolver (uv $UV_VERSION) in a temporary environment"
"${PYTHON:-python3}" -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check "uv==$UV_VERSION"

# lock NAME WHAT ARGUMENT…: resolves the dependencies that the arguments name into requirements/NAME.txt.
lock() {
  local name=$1 what=$2
  shift 2
  echo "==> Locking requirements/$name.txt: $what"
  # Without this, a local uv configuration could put an index address into the lock.
  "$tools/venv/bin/uv" --no-config pip compile --quiet --universal --python-version 3.11 \
    --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-annotate --custom-compile-command "make lock" \
    --output-file "requirements/$name.txt" "${upgrade[@]+"${upgrade[@]}"}" "$@"
}

upgrade=("$@")
lock dev "everything that the tests need" pyproject.toml requirements/build.in --extra local --extra otel --extra dev
upgrade=() # the other locks follow the first
same=(--constraint requirements/dev.txt)
lock runtime "the worker and a local Kafka" pyproject.toml requirements/build.in --extra local "${same[@]}"
lock worker "the worker alone, for the image" pyproject.toml "${same[@]}"
lock build "what builds the wheel" requirements/build.in "${same[@]}"
lock sbom "what lists the packages of the image" requirements/sbom.in "${same[@]}"
if ((${#@})); then upgrade=("$@"); fi
lock train "the worker and what trains its model" pyproject.toml requirements/build.in --extra train "${same[@]}"
echo "==> Done. Look at the change with: git diff --stat requirements/"

#!/usr/bin/env bash
# Builds the wheel and installs it on requirements/worker.txt alone, as the Dockerfile does, in a
# folder that is thrown away; then asks it for help, and checks that what it ships is there.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pip=(-m pip --disable-pip-version-check --no-input)

echo "==> Building the wheel with what requirements/build.txt pins"
"${PYTHON:-python3}" -m venv "$work/build"
"$work/build/bin/python" "${pip[@]}" install --quiet --require-hashes --requirement requirements/build.txt
"$work/build/bin/python" "${pip[@]}" wheel --quiet --no-deps --no-build-isolation --wheel-dir "$work/wheel" .

echo "==> Installing it on what requirements/worker.txt pins"
"${PYTHON:-python3}" -m venv "$work/worker"
"$work/worker/bin/python" "${pip[@]}" install --quiet --require-hashes --requirement requirements/worker.txt
"$work/worker/bin/python" "${pip[@]}" install --quiet --no-deps "$work"/wheel/*.whl
"$work/worker/bin/python" "${pip[@]}" check

# From elsewhere, so that the working tree cannot stand in for what the wheel lacks.
cd "$work"
echo "==> Asking it for help"
worker/bin/stancewire --help
for room in topics worker local_kafka console; do
  worker/bin/python -c "import $room; print('$room is installed')"
done
if worker/bin/python -c "import torch" 2>/dev/null; then
  echo "error: torch came with the worker" >&2
  exit 1
fi
echo "==> The wheel installs and starts: $(ls wheel)"

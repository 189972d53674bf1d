#!/usr/bin/env bash
# Builds the wheel and installs it with only requirements/worker.txt, as the Dockerfile does, in a
# temporary folder; then runs its help and checks that the files it should ship are there.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pip=(-m pip --disable-pip-version-check --no-input)

echo "==> Building the wheel with the pins of requirements/build.txt"
"${PYTHON:-python3}" -m venv "$work/build"
"$work/build/bin/python" "${pip[@]}" install --quiet --require-hashes --requirement requirements/build.txt
"$work/build/bin/python" "${pip[@]}" wheel --quiet --no-deps --no-build-isolation --wheel-dir "$work/wheel" .

echo "==> Installing it with the pins of requirements/worker.txt"
"${PYTHON:-python3}" -m venv "$work/worker"
"$work/worker/bin/python" "${pip[@]}" install --quiet --require-hashes --requirement requirements/worker.txt
"$work/worker/bin/python" "${pip[@]}" install --quiet --no-deps "$work"/wheel/*.whl
"$work/worker/bin/python" "${pip[@]}" check

# From another folder, so that the working tree cannot supply what the wheel lacks.
cd "$work"
echo "==> Running its help"
worker/bin/stancewire --help
for room in stancewire topics worker local_kafka console; do
  worker/bin/python -c "import $room; print('$room is installed')"
done
if worker/bin/python -c "import torch" 2>/dev/null; then
  echo "error: torch was installed with the worker" >&2
  exit 1
fi
echo "==> The wheel installs and starts: $(ls wheel)"

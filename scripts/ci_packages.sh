#!/usr/bin/env bash
# Installs what the tests need beyond Python, where the machine has apt and this is root; elsewhere
# the tests that miss it say so: skipped for a person, failed in continuous integration.
set -euo pipefail

# One a line: command, package, what it is for.
readonly packages="\
chromium chromium the console's tests look at it in a real browser
"

missing=()
while read -r command package _; do
  [[ -z "$command" ]] || command -v "$command" >/dev/null || missing+=("$package")
done <<<"$packages"
if [[ ${#missing[@]} -gt 0 && $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
  echo "==> Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install --yes -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null
fi

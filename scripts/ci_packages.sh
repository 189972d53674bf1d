#!/usr/bin/env bash
# What some tests need beside Python and make, where root and apt are there; no service is started.
# Elsewhere those tests say what is missing: skipped for a person, failed in continuous integration.
set -euo pipefail

# One a line: command, packages joined by commas, what it is for.
readonly packages="\
promtool prometheus metrics, dashboard and alerts are tried by a real Prometheus
chromium chromium,fonts-dejavu-core the console's tests look at it in a real browser
"
readonly policy=/usr/sbin/policy-rc.d

missing=()
while read -r command names _; do
  [[ -z "$command" ]] || command -v "$command" >/dev/null || missing+=(${names//,/ })
done <<<"$packages"
[[ ${#missing[@]} -gt 0 ]] || exit 0
if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "==> Without root and apt, some tests will miss: ${missing[*]}" >&2
  exit 0
fi

# Debian's way to keep a package from starting its service.
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
echo "==> Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null

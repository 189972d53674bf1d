#!/usr/bin/env bash
# Installs what some tests need in addition to Python and make, if there are root and apt; it starts
# no service. Elsewhere those tests say what is missing: they are skipped for a person, and fail in
# continuous integration.
set -euo pipefail

# One per line: command, packages joined by commas, purpose.
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
  echo "==> No root or apt here, so these packages for some tests are missing: ${missing[*]}" >&2
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

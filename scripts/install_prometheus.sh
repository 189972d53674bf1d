#!/usr/bin/env bash
# prometheus and promtool, which the tests of metrics, alerts and dashboard need, from the
# distribution's own package. Does nothing where they are there, or where there is no apt.
set -euo pipefail

if command -v promtool >/dev/null && command -v prometheus >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "no apt here: the tests that need prometheus and promtool are skipped" >&2
  exit 0
fi
if [[ "$(id -u)" != 0 ]]; then
  exec sudo -n bash "$0"
fi

# The package would start a Prometheus of its own: this is how Debian is told that nothing may.
policy=/usr/sbin/policy-rc.d
if [[ ! -e "$policy" ]]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
echo "==> Installing prometheus (apt)"
apt-get update -qq
apt-get install -y -qq --no-install-recommends prometheus >/dev/null
promtool --version | head -n 1

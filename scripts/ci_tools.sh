#!/usr/bin/env bash
# What some tests need beside Python and make, where root and apt are there: Prometheus with its
# promtool, whose service is not started. Elsewhere those tests say what is missing.
set -euo pipefail

readonly tool=promtool package=prometheus policy=/usr/sbin/policy-rc.d

command -v "$tool" >/dev/null && exit 0
if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "==> $tool is not there, and without root and apt it is not installed: some tests will fail" >&2
  exit 0
fi

# Debian's way to keep a package from starting its service.
if [[ ! -e $policy ]]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
echo "==> Installing $package for $tool"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq -y --no-install-recommends "$package" >/dev/null

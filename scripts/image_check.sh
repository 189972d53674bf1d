#!/usr/bin/env bash
# Builds the Dockerfile and runs its worker against a real Kafka, without Docker: with Debian's
# buildah, on a base that debootstrap makes under the base's own name. It needs root on a Debian
# machine, the packages buildah and debootstrap, and the dev environment.
#
# The base has the same packages from the same archive as debian:trixie-slim, but is not slimmed.
# What is needed to reach package registries (a mirror, a certificate) is taken from this machine's
# own settings for apt and pip.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly SUITE=trixie BASE=localhost/debian:trixie-slim IMAGE=localhost/stancewire:check
readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/stancewire
export BUILDAH_ISOLATION=chroot BUILDAH_FORMAT=docker

say() { printf '==> %s\n' "$*"; }
for tool in buildah debootstrap unshare setpriv; do
  command -v "$tool" >/dev/null || { echo "error: $tool is missing: apt-get install buildah debootstrap util-linux" >&2; exit 1; }
done
((EUID == 0)) || { echo "error: debootstrap and mounting need root" >&2; exit 1; }

work=$(mktemp -d)
container=
clean() {
  [[ -z "$container" ]] || buildah umount "$container" >/dev/null || true
  [[ -z "$container" ]] || buildah rm "$container" >/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

# archive PATTERN: the first of this machine's archives whose address ends like that.
archive() {
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null || true; } |
    sed -nE 's/^(URIs: *|deb (\[[^]]*\] )?)([^ ]+).*/\3/p' | grep -m 1 -E "$1"
}
archive=$(archive 'debian/?$')
updates=$(archive 'security/?$')

if ! buildah images --quiet "$BASE" >/dev/null 2>&1; then
  if [[ ! -f "$CACHE/$SUITE-base/etc/debian_version" ]]; then
    say "Making the base with debootstrap ($SUITE, minbase)"
    mkdir -p "$CACHE"
    rm -rf "$CACHE/$SUITE-base"
    debootstrap --variant=minbase "$SUITE" "$CACHE/$SUITE-base" "$archive" >"$work/debootstrap.log" 2>&1 ||
      { tail -20 "$work/debootstrap.log" >&2; exit 1; }
  fi
  rm -rf "$CACHE/$SUITE-base"/var/cache/apt/archives/*.deb "$CACHE/$SUITE-base"/var/lib/apt/lists/*
  base=$(buildah from scratch)
  buildah add --quiet "$base" "$CACHE/$SUITE-base" / >/dev/null
  buildah commit --quiet --rm "$base" "$BASE" >/dev/null
fi
say "Base: $(basename "$BASE"), made by debootstrap"

# Where apt and pip find their registries, for this build only: mounted, so not in any layer.
printf 'deb %s %s main\ndeb %s %s-updates main\ndeb %s %s-security main\n' \
  "$archive" "$SUITE" "$archive" "$SUITE" "$updates" "$SUITE" >"$work/sources.list"
certificates=${PIP_CERT:-/etc/ssl/certs/ca-certificates.crt}
cp "$certificates" "$work/ca.crt"
{
  echo "[global]"
  echo "cert = /run/registry-ca.crt"
  index=$("${PYTHON:-python3}" -m pip config get global.index-url 2>/dev/null || true)
  [[ -z "$index" ]] || echo "index-url = $index"
} >"$work/pip.conf"

say "Building the Dockerfile with buildah $(buildah --version | awk '{print $3}')"
started=$SECONDS
nice -n 5 buildah build --pull-never --layers --build-arg "BASE_IMAGE=$BASE" --tag "$IMAGE" \
  --volume "$work/sources.list:/etc/apt/sources.list:ro" \
  --volume "$work/pip.conf:/etc/pip.conf:ro" \
  --volume "$work/ca.crt:/run/registry-ca.crt:ro" \
  . >"$work/build.log" 2>&1 || { tail -40 "$work/build.log" >&2; exit 1; }
say "Built in $((SECONDS - started)) s"

container=$(buildah from --pull-never "$IMAGE")
root=$(buildah mount "$container")
buildah inspect --type image "$IMAGE" >"$work/image.json"
# In a separate mount namespace: its mounts disappear with it, however this ends.
unshare --mount --propagation private \
  "${VENV:-.venv}/bin/python" -m scripts.image_run "$root" "$work/image.json"

# The worker's image: its dependencies from the lock, the wheel of this tree, and no build tools.
#
#   docker build -t stancewire .
#   docker run --rm --read-only --tmpfs /tmp -e KAFKA_BOOTSTRAP_SERVERS=broker:9092 stancewire
#
# It uses Debian's own Python, so that security updates of both come the same way. The base is pinned
# by the digest of its index, which is the same on every architecture: a tag can be moved by whoever
# holds the registry's account. Debian's updates since then come with each build, signed by Debian.
# `docker buildx imagetools inspect debian:trixie-slim` prints the newest digest.
ARG BASE_IMAGE=debian:trixie-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f

# --- The base of both stages: Python, tini, and the user ---
FROM ${BASE_IMAGE} AS system

# tini reaps orphans of the worker's processes and forwards signals. The list of the packages
# installed here, and so in the image, is for the bill of materials.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get upgrade --yes --no-install-recommends \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      ca-certificates python3 tini \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/apt /var/log/*.log \
 && groupadd --system --gid 10001 stancewire \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin stancewire \
 # No setuid or setgid programs.
 && find / -xdev -type f -perm /6000 -exec chmod a-s {} + \
 && mkdir -p /usr/share/doc/stancewire \
 && dpkg-query --show --showformat '${Package}\t${Version}\t${Architecture}\n' > /usr/share/doc/stancewire/debian.tsv

# --- The build stage; none of its tools stay ---
FROM system AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1

# Some dependencies do not have wheels for every architecture; the compiler stays in this stage.
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
      gcc g++ libc6-dev python3-dev python3-venv \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src

# The dependencies first: they change less often than the code, so this layer is cached longer.
COPY requirements/worker.txt requirements/build.txt requirements/sbom.txt requirements/
RUN python3 -m venv /opt/stancewire \
 && /opt/stancewire/bin/pip install --require-hashes --requirement requirements/worker.txt \
 && python3 -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes --requirement requirements/build.txt \
 && python3 -m venv /opt/sbom \
 && /opt/sbom/bin/pip install --require-hashes --requirement requirements/sbom.txt

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY topics topics
COPY worker worker
COPY local_kafka local_kafka
COPY console console
COPY stancewire stancewire
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
 && /opt/stancewire/bin/pip install --no-deps /tmp/wheel/*.whl \
 # Nothing is installed into a running container.
 && /opt/stancewire/bin/pip uninstall --yes pip \
 # Debug symbols and the libraries' own tests are a quarter of the size.
 # auditwheel put the files in *.libs there, and strip can break them.
 && find /opt/stancewire -name '*.so*' -type f -not -path '*.libs/*' -exec strip --strip-unneeded {} + \
 && find /opt/stancewire/lib -type d -name tests -prune -exec rm -rf {} +

# The contents of the image, as CycloneDX: Python's packages and Debian's.
COPY scripts/bill_of_materials.py scripts/
RUN /opt/sbom/bin/cyclonedx-py environment --output-format JSON --output-reproducible \
      --pyproject pyproject.toml --output-file /tmp/python.json /opt/stancewire/bin/python \
 && python3 scripts/bill_of_materials.py /tmp/python.json /usr/share/doc/stancewire/debian.tsv \
      /opt/stancewire/sbom.cdx.json

# --- The image ---
FROM system

LABEL org.opencontainers.image.title="Stancewire" \
      org.opencontainers.image.description="Tags news articles with entities, stances and topics, from Kafka to Kafka" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"

# The same path as in the build stage: a virtual environment contains absolute paths.
COPY --from=build /opt/stancewire /opt/stancewire

# The root may be read-only: the byte code was compiled at install, and only /tmp is written to.
ENV PATH=/opt/stancewire/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONFAULTHANDLER=1

WORKDIR /tmp
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
EXPOSE 9808

# For Docker; Kubernetes has its own probes. On a small machine the model takes a while to load.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ.get('STANCEWIRE_WEB_PORT', '9808') + '/livez', timeout=4)"]

ENTRYPOINT ["tini", "--", "stancewire"]
CMD ["run"]

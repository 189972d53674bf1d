# The worker's image: its runtime from the lock, the wheel of this tree, and nothing that built them.
#
#   docker build -t stancewire .
#   docker run --rm --read-only --tmpfs /tmp -e KAFKA_BOOTSTRAP_SERVERS=broker:9092 stancewire
#
# A patch release of the base arrives with the next build; for a build that repeats exactly, give
# its digest: --build-arg PYTHON_IMAGE=python:3.12-slim-bookworm@sha256:…
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1

# Some dependencies have no wheel for every architecture; the compiler stays in this stage.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends gcc g++ libc6-dev \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src

# The dependencies first: they change less often than the code, and this layer is kept until then.
COPY requirements/worker.txt requirements/build.txt requirements/
RUN python -m venv /opt/stancewire \
 && /opt/stancewire/bin/pip install --require-hashes --requirement requirements/worker.txt \
 && python -m venv /opt/build \
 && /opt/build/bin/pip install --require-hashes --requirement requirements/build.txt

COPY pyproject.toml README.md LICENSE NOTICE ./
COPY topics topics
COPY worker worker
COPY local_kafka local_kafka
COPY console console
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
 && /opt/stancewire/bin/pip install --no-deps /tmp/wheel/*.whl \
 # Nothing is installed into a running container.
 && /opt/stancewire/bin/pip uninstall --yes pip

FROM ${PYTHON_IMAGE}

LABEL org.opencontainers.image.title="Stancewire" \
      org.opencontainers.image.description="Tags news articles with entities, stances and topics, from Kafka to Kafka" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"

# tini takes in orphans of the worker's processes and hands signals on.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 stancewire \
 && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin stancewire

# Same path as in the build stage: a virtual environment holds absolute paths.
COPY --from=build /opt/stancewire /opt/stancewire

# The root may be read-only: byte code was compiled by the install, and only /tmp is written to.
ENV PATH=/opt/stancewire/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONFAULTHANDLER=1

WORKDIR /tmp
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001

ENTRYPOINT ["tini", "--", "stancewire"]
CMD ["run"]

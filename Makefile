# The daily commands. They need only make, bash and Python 3.11 or newer with pip.
#
# .venv is built from the locks, checked by hash, and rebuilt only when a lock or pyproject.toml
# changes: a stamp file in it records the build. `make test` needs a superset of what `make demo` needs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
ARTICLE ?=
ARTICLES ?=
# Not the environment's, which others mean for other programs.
PORT :=
DATA ?=
RUNBOOK ?=
STEPS ?=
SEED ?=
CHAOS ?=
SOAK ?=
export PYTHON
# A Ctrl-C while Python itself starts waits until the command can handle it, where env can do that.
HOLD := $(shell env --block-signal=INT true 2>/dev/null && echo env --block-signal=INT)

VENV := .venv
TRAIN_VENV := .venv-train
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
TRAIN := $(TRAIN_VENV)/.train-installed
TRAINED := runs/latest

# Cheap tests first, so that common mistakes show before a Kafka is started for the rest.
FIRST := tests/unit tests/contract tests/integration
FOUND := $(filter-out %/__pycache__ %/support,$(patsubst %/,%,$(wildcard tests/*/)))
TESTS := $(filter $(FOUND),$(FIRST)) $(filter-out $(FIRST),$(FOUND))
FAST_TESTS := $(filter tests/unit tests/contract,$(TESTS))

.PHONY: help install demo up test test-fast chaos chaos-long soak lint format docs dashboard dashboard-picture console-pictures lock contract k8s k8s-server-check scaling image-check train scorecard bench bench-check clean

help: ## List the targets
	@echo "Stancewire: the targets of make"
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: $(RUNTIME) ## Build .venv, with the command stancewire in .venv/bin
	@echo "==> Done. Once in each terminal: export PATH=\"$$PWD/$(BIN):\$$PATH\""

demo: $(RUNTIME) ## Start Kafka and a worker here, and show the tags of the samples (ARTICLE=file for your own)
	@echo "==> Running the demo$(if $(ARTICLE), with $(ARTICLE), with the articles in samples/)"
	@$(HOLD) $(BIN)/stancewire demo $(if $(ARTICLE),"$(ARTICLE)")

up: $(RUNTIME) ## Start Kafka and a worker here, until Ctrl-C (PORT=number for another port than 9092)
	@echo "==> Starting Kafka and a worker; stop them with Ctrl-C"
	@$(HOLD) $(BIN)/stancewire up $(if $(PORT),--port "$(PORT)")

test: lint ## Check style and types, then run every test
	@echo "==> Running every test: $(TESTS)"
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --durations 25 $(TESTS)

test-fast: $(DEV) ## Run the tests that need no broker
	@echo "==> Running the tests that need no broker: $(FAST_TESTS)"
	@$(BIN)/python -m pytest $(FAST_TESTS)

chaos: $(DEV) ## Kill, freeze and cut off workers and brokers by a seeded schedule (SEED=number, CHAOS="--faults 100")
	@$(BIN)/python -m tests.chaos $(or $(SEED),--resume) $(CHAOS)
	@$(BIN)/python -m tests.chaos --report
	@STANCEWIRE_TEST_LONG=1 $(BIN)/python -m pytest tests/integration/test_each_right.py

chaos-long: $(DEV) ## A thousand kills, a hundred broker restarts, 100,000 articles: hours, and resumable (CHAOS="--hours 2")
	@$(BIN)/python -m tests.chaos --long --resume --at-a-time 2 $(CHAOS)
	@$(BIN)/python -m tests.chaos --report

soak: $(DEV) ## One worker under load for two hours and at rest for one, into docs/soak.svg (SOAK="--hours 0.5 --idle 700")
	@$(BIN)/python -m tests.soak $(SOAK)

lint: $(DEV) ## Check style, format and types
	@echo "==> Checking style (ruff check)"
	@$(BIN)/ruff check .
	@echo "==> Checking format (ruff format)"
	@$(BIN)/ruff format --check .
	@echo "==> Checking types (mypy)"
	@$(BIN)/mypy

format: $(DEV) ## Format the code, and fix what ruff can fix
	@echo "==> Fixing what ruff can fix"
	@$(BIN)/ruff check --fix --exit-zero --quiet .
	@echo "==> Formatting the code"
	@$(BIN)/ruff format .

docs: $(DEV) ## Generate the pages in docs/ that come from the code, and the console's OpenAPI document
	@echo "==> Writing docs/metrics.md, docs/rights.md and console/static/openapi.json"
	@$(BIN)/python -m worker.metrics.docs_page > docs/metrics.md
	@$(BIN)/python -m topics.cluster.rights > docs/rights.md
	@$(BIN)/python -m console.openapi > console/static/openapi.json

dashboard: $(DEV) ## Generate dashboard and alerts in deploy/observability (RUNBOOK=address of docs/runbook.md)
	@echo "==> Writing deploy/observability"
	@$(BIN)/python -m observability $(if $(RUNBOOK),--runbook-url "$(RUNBOOK)")

dashboard-picture: $(DEV) ## Draw the dashboard of real workers into docs/dashboard.png (needs prometheus; ten minutes)
	@$(BIN)/python -m scripts.dashboard_picture

console-pictures: $(DEV) ## Take the pictures of the console in docs/ (needs chromium)
	@$(BIN)/python -m scripts.console_pictures

lock: ## Pin the dependencies again in requirements/ (UPGRADE=1 takes the newest version of each)
	@bash scripts/lock.sh $(if $(UPGRADE),--upgrade)

contract: $(DEV) ## Generate schemas, examples, AsyncAPI document and page of the topics
	@echo "==> Writing topics/schemas, topics/examples, topics/asyncapi.yaml and docs/contract"
	@$(BIN)/python -m contract
	@$(BIN)/python -m console.openapi > console/static/openapi.json

k8s: $(DEV) ## Generate files in k8s/: topics from the catalogue, alerts from deploy/observability
	@$(BIN)/python -m k8s.tools.generate

k8s-server-check: $(DEV) ## Apply every overlay to a real API server, built once from Go modules (needs Go and etcd)
	@$(BIN)/python -m k8s.tools.server_check | tee docs/k8s-server-check.txt

scaling: $(DEV) ## Scale real workers on real lag as KEDA would, and draw the result into docs/scaling.svg
	@$(BIN)/python -m k8s.tools.scaling | tee docs/scaling.txt

image-check: $(DEV) ## Build the image with buildah and run its worker on a real Kafka (needs root on Debian)
	@bash scripts/image_check.sh | tee docs/image-check.txt

train: $(if $(DATA),$(TRAINED)/weights/model.json) ## Train the model from scratch from DATA=folder, in a separate environment (several GB); -j2 uses two cores
	@test -n "$(DATA)" || { echo "error: say where the data sets are: make train DATA=folder" >&2; exit 1; }
	@echo "==> Done. To use it, copy $(TRAINED)/weights over worker/nlp/model/weights"

include training/steps.mk

scorecard: $(if $(DATA),$(TRAIN)) ## Score the packaged model on the dev sets in DATA=folder, into docs/quality.md
	@test -n "$(DATA)" || { echo "error: say where the data sets are: make scorecard DATA=folder" >&2; exit 1; }
	@echo "==> Scoring the packaged model on $(DATA) into docs/quality.md; this takes a quarter of an hour"
	@$(TRAIN_VENV)/bin/python -m training.scorecard --train "$(DATA)" \
	  --newsmtsc "$(DATA)/stance/newsmtsc/dev.jsonl" --dse "$(DATA)/stance/dse/dev.jsonl" \
	  --polnear "$(DATA)/quotes/polnear/dev" --topics "$(DATA)/topics/masakhanews_dev.jsonl" \
	  --entities "$(DATA)/entities/worldwide/dev.jsonl" "$(DATA)/entities/wikigold/train.jsonl" \
	  --stances "$(DATA)/stances/dev.jsonl" \
	  --markdown docs/quality.md

bench: $(DEV) ## Measure how fast it is, into docs/performance.md and docs/scale.md (ARTICLES=file for your own)
	@$(BIN)/python -m bench $(if $(ARTICLES),--articles "$(ARTICLES)")
	@$(BIN)/python -m contract readme

bench-check: $(DEV) ## Compare the speed with the committed figures, and fail if it has fallen
	@$(BIN)/python -m bench --check $(if $(ARTICLES),--articles "$(ARTICLES)")

clean: ## Remove the environments and every cache in this folder, but not the results of training
	@echo "==> Removing $(VENV), $(TRAIN_VENV), build results and caches"
	@rm -rf $(VENV) $(TRAIN_VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements/runtime.txt pyproject.toml
	@bash scripts/install.sh runtime $(VENV)

# What the tests need includes what the demo needs, so the demo's stamp is set along with theirs.
$(DEV): requirements/dev.txt requirements/runtime.txt pyproject.toml
	@bash scripts/install.sh dev $(VENV)
	@touch $(RUNTIME)

$(TRAIN): requirements/train.txt pyproject.toml
	@bash scripts/install.sh train $(TRAIN_VENV)

# `make` alone lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
LEADPWA := $(VENV)/bin/leadpwa
PORT ?= 8000
RESOLVE := $(VENV)/bin/pip-compile -q --strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links \
	--no-emit-trusted-host --allow-unsafe --no-header

.DEFAULT_GOAL := help
.PHONY: help run setup build test browsers test-fast soak mutants check format docs bench lock clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: setup ## set everything up, build the site, start the server on http://127.0.0.1:8000
	@test -e data/store.json || $(LEADPWA) demo
	@$(LEADPWA) build
	@exec $(LEADPWA) serve --port $(PORT)

setup: $(VENV)/.run node_modules/.done ## the set-up alone: Python and Node packages, no system packages

build: setup ## content -> dist/
	@$(LEADPWA) build

test: $(VENV)/bin/python browsers $(VENV)/.dev node_modules/.done ## every test, browsers included, with its whole set-up
	@$(LEADPWA) build --out .cache/test-dist
	@$(PY) -m pytest -n 2 --dist loadgroup

browsers: | $(VENV)/bin/python
	@$(PY) tests/set_up_browsers.py

test-fast: $(VENV)/.dev node_modules/.done ## the tests that need no browser
	@$(PY) -m pytest -n 2 --dist loadgroup -m "not browser and not slow"

soak: $(VENV)/.dev node_modules/.done ## the rules in both languages, by thousands of questions each (minutes)
	@LEADPWA_EXAMPLES=soak $(PY) -m pytest -n 2 tests/domain

mutants: $(VENV)/.dev ## the rules in Python, each spoilt in one place: would a test notice? (an hour or two)
	@mkdir -p .cache
	@LEADPWA_EXAMPLES=mutants nice -n 10 $(VENV)/bin/mutmut run --max-children 2 >.cache/mutants.log || { tail -20 .cache/mutants.log; exit 1; }
	@$(VENV)/bin/mutmut results

check: $(VENV)/.dev node_modules/.done ## lint, format, types, imports
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m leadpwa.node npm run --silent check

format: $(VENV)/.dev ## put the Python code in shape
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

docs: $(VENV)/.dev ## write docs/cli.md anew from the commands' help
	@$(PY) -m tests.cli.write_cli_docs

bench: $(VENV)/.dev node_modules/.done ## measure, and print the tables
	@for b in benchmarks/bench_*.py; do $(PY) "$$b" || exit 1; done

lock: $(VENV)/.dev ## write the locked requirements anew
	@$(RESOLVE) --extra build --extra dev -o requirements/dev.txt pyproject.toml
	@$(RESOLVE) --extra build -c requirements/dev.txt -o requirements/run.txt pyproject.toml
	@$(RESOLVE) -o requirements/bench.txt requirements/bench.in
	@$(PY) -m leadpwa.node npm install --package-lock-only

clean: ## remove what was built; data/ stays
	@rm -rf dist .cache node_modules $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed; nothing was changed. Install it, or name one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "$(PYTHON) can't make a virtual environment; nothing was changed. On Debian or Ubuntu install it as root: apt-get install python3-venv"; exit 1; }
	@said=$$($(PYTHON) -m venv $(VENV) 2>&1) || \
		{ rm -rf $(VENV); echo "No virtual environment can be made in $$PWD: $${said##*$$'\n'}. Nothing was changed. This folder must be writable and its disk must have space."; exit 1; }

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the Python packages (locked, with hashes) ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@echo "Installing the packages for tests and checks ..."
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/.done: package-lock.json $(VENV)/.run
	@echo "Installing the packages of the app ..."
	@$(PY) -m leadpwa.node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

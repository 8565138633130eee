# Kith's workshop. `make help` tells what there is.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
export PYTHONPATH := src
ifdef DATA
export KITH_DATA := $(abspath $(DATA))
endif

.PHONY: help demo serve test check format bench prove assets lock clean run-tools dev-tools

help: ## Tell what there is
	@sed -nE -e 's/^#: (.*)/\n\1/p' -e 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 24
	@printf '\nmake demo PORT=8080 DATA=/some/folder puts it elsewhere. ./kith --help tells of the command.\n'

#: To see it
demo: run-tools ## Show a demonstration home in the browser, kept between runs
	@exec $(PY) -m kith.cli demo --port $(PORT)

serve: run-tools ## Serve Kith over its own data
	@exec $(PY) -m kith.cli serve --port $(PORT)

#: To change it
test: dev-tools ## Run the tests (ARGS="tests/unit -k words" for some of them)
	@$(PYTHON) scripts/chromium.py
	@$(PY) -m pytest $(or $(ARGS),-n auto --maxprocesses 2 --dist loadscope)

check: dev-tools ## Look for faults without running it: lint, types, storeys, templates, migrations, rules
	@$(PY) scripts/check.py

format: dev-tools ## Lay the code out, and mend what can be mended by itself
	@$(PY) -m ruff check --quiet --fix . && $(PY) -m ruff format .

assets: run-tools ## Build the static files anew
	@rm -f build/static.stamp && $(PY) scripts/build_assets.py

lock: dev-tools ## Write the lock files anew from pyproject.toml and package.json
	@bash scripts/lock

#: To prove it
bench: dev-tools ## Measure against the budgets
	@$(PY) -m benchmarks

prove: dev-tools ## Run one proof at full size (PART=bare, properties, faults, ...)
	@$(PY) scripts/prove.py $(PART)

#: To tidy
clean: ## Remove what the workshop made; never data
	@rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

run-tools:
	@$(PYTHON) scripts/install.py run
	@$(PY) scripts/build_assets.py --quiet

dev-tools:
	@$(PYTHON) scripts/install.py dev
	@$(PY) scripts/build_assets.py --quiet

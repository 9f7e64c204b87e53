# Every recipe is one verb; `make help` lists them. Needs git, make and Python 3.11.
SHELL := /bin/sh
ACCORD := .venv/bin/accord
PYTEST := .venv/bin/python -m pytest
.DEFAULT_GOAL := help
.PHONY: help setup demo test prove bench lint format messages audit tools clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|'

setup: ## install into this folder; then .venv/bin/accord works
	@ops/install .venv requirements.lock
	@ops/link

demo: setup ## run Accord with a sample coalition on 127.0.0.1:8000 (PORT=8001 elsewhere)
	@.venv/bin/accord demo

test: tools ## check every rule at small counts, in less than 15 minutes
	@ops/check
	@ops/chromium
	@ops/outside
	@$(PYTEST) -n 2

prove: tools ## the same rules at full counts, and on Debian's PostgreSQL; resumable
	@ops/chromium
	@ops/outside
	@.venv/bin/python -m ops.prove

bench: tools ## measure beside peers: all, or PARTS="pages search" SEARCH="10000 1000000"
	@ops/install .venv-bench requirements-bench.lock
	@.venv/bin/python -m bench.run $(PARTS) $(if $(SEARCH),--search $(SEARCH))

lint: tools ## check style, types, templates and architecture
	@ops/check

format: tools ## put Python and templates into the project's format
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .

messages: tools ## collect the sentences to translate, and report what is missing
	@$(ACCORD) messages

audit: tools ## compare package versions with the newest, and look for known dangers
	@ops/install .venv-audit requirements-audit.lock
	@.venv/bin/python -m ops.audit

tools: setup
	@ops/install .venv requirements-dev.lock

clean: ## remove what was installed and compiled; data in var/ stays
	rm -rf .venv .venv-audit .venv-bench .venv-outside .node-outside build *.egg-info .mypy_cache .ruff_cache .pytest_cache

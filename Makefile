# `make quotes` and `make test` need nothing but Python 3.11 or newer and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TYPED := src tests $(if $(wildcard benchmarks/*.py),benchmarks)
LOCK_VENV := build/lock-venv

.DEFAULT_GOAL := help
.PHONY: help quotes test training accuracy lint format types lock clean

help: ## Show this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

quotes: $(READY) ## Find the quotes of data/raw, write quotes.jsonl and show them as a table.
	$(BIN)/quoteminer extract data/raw --output quotes.jsonl --restart
	@$(BIN)/quoteminer show quotes.jsonl

test: lint types ## Run lint, types and all tests.
	$(BIN)/pytest -n 2

training: $(READY) ## Install what `quoteminer train` and its tests need: torch and more.
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-train.lock

accuracy: $(READY) ## Extract and score the measuring corpus, append the figures to benchmarks/RESULTS.md.
	$(BIN)/python benchmarks/accuracy.py

lint: $(READY) ## Run ruff over the code.
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## Run mypy over the code.
	$(BIN)/mypy $(TYPED)

format: $(READY) ## Put the code in order.
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

lock: ## Pin the newest versions that pyproject.toml allows in requirements.lock.
	rm -rf $(LOCK_VENV)
	$(PYTHON) -m venv $(LOCK_VENV)
	$(LOCK_VENV)/bin/pip install --quiet --upgrade "pip>=25.1"
	$(LOCK_VENV)/bin/pip install --quiet --group dev --editable .
	$(LOCK_VENV)/bin/pip freeze --exclude-editable > requirements.lock
	$(LOCK_VENV)/bin/pip install --quiet --editable .[train]
	$(LOCK_VENV)/bin/pip freeze --exclude-editable | sed 's/+cpu//' | grep -vxFf requirements.lock > requirements-train.lock
	rm -rf $(LOCK_VENV)

clean: ## Remove the environment and everything that was made.
	rm -rf $(VENV) build dist quotes.jsonl* .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -type d -name __pycache__ -exec rm -rf {} +

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "$(PYTHON) is not Python 3.11 or newer; name one, for example: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Making the environment in $(VENV); this takes a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock --editable .
	@touch $@

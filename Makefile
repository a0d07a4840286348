# `make run` and `make test` are all a person needs; the other targets are the steps they are made of.
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3 || echo python3)
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 7860

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

run: $(VENV)/.run  ## set up, build the index if there is none, serve the page on http://127.0.0.1:7860
	$(BIN)/youju serve --host $(HOST) --port $(PORT)

test: lint types check  ## set up and run all checks: lint, types, unit, property, browser, evaluation

lint: $(VENV)/.dev  ## style and plain mistakes
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev  ## mypy strict on corpus, index, assistant
	$(BIN)/mypy

check: $(VENV)/.dev browser  ## the test suite
	$(BIN)/pytest -q -n 2 --dist loadfile

index: $(VENV)/.run  ## build or refresh the index
	$(BIN)/youju build

fault: $(VENV)/.dev  ## kill 50 builds at random moments (5 minutes)
	YOUJU_FAULTS=50 $(BIN)/pytest -q tests/test_faults.py

bench: $(VENV)/.dev  ## measure speed, memory and disk into docs/benchmarks.md (20 minutes)
	$(BIN)/python -m tools.bench

format: $(VENV)/.dev  ## rewrite the code in the project's style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The browser's driver is a program of its own that needs libatomic.
browser: $(VENV)/.dev  ## Debian's Chromium and a Chinese font, for the browser tests
	@command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q . \
		&& $(BIN)/python -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null \
		|| tools/install-debian chromium fonts-noto-cjk fontconfig libatomic1

clean:  ## remove the virtual environment and caches; the index stays
	rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Debian has ensurepip in a package of its own, which brings Python too where there is none.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/install-debian $(notdir $(PYTHON))-venv
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("$(PYTHON) is too old: install Python 3.11 or newer (make PYTHON=FILE names one)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run

.PHONY: help run test lint types check index fault bench format browser clean

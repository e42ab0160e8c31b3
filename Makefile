# A machine needs Python 3.11 to 3.13 with venv, make and git; everything else is installed in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/installed
DEMO ?= --callers 60 --agents 12 --speed 20 --seed 1

.PHONY: setup run demo test format
.DEFAULT_GOAL := setup

setup: $(DONE)

$(DONE): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo '$(PYTHON) is not Python 3.11 to 3.13: name one that is, as in make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info >= (3, 13))' || command -v cc > /dev/null || \
		{ echo 'Python 3.13 needs a C compiler to build the Redis server: install gcc, or name another Python, as in make PYTHON=python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: setup
	$(BIN)/sapa run

demo: setup
	$(BIN)/sapa demo $(DEMO)

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

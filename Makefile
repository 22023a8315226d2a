# make maps    install what runs, build every map into maps/
# make test    install what tests, then lint, types, tests
# Needs Python 3.11 or later with venv; another one than python3: make maps PYTHON=python3.12
# (on the command line only: a PYTHON in the environment may be there for something else)

PYTHON := python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh
.DEFAULT_GOAL := maps
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
# Tests start the program many times: compiled anew at each start, the libraries cost more than it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: baselines docs mutants maps test lint check-all bench boundaries places web fonts lock lock-upgrade clean distclean

# The development lock holds all of the runtime lock, at the same versions.
$(VENV)/.runtime: pyproject.toml requirements.txt requirements-uv.txt tools/setup.sh tools/network.sh
	@sh tools/setup.sh "$(PYTHON)" runtime
	@touch $@

$(VENV)/.dev: pyproject.toml requirements-dev.txt requirements-uv.txt tools/setup.sh tools/network.sh
	@sh tools/setup.sh "$(PYTHON)" dev
	@touch $(VENV)/.runtime $@

$(VENV)/.bench: pyproject.toml requirements-bench.txt requirements-uv.txt tools/setup.sh tools/network.sh
	@sh tools/setup.sh "$(PYTHON)" bench
	@touch $(VENV)/.runtime $(VENV)/.dev $@

maps: $(VENV)/.runtime
	@$(BIN)/geo build

lint: $(VENV)/.dev
	@echo "ruff"; $(BIN)/ruff check --quiet . && $(BIN)/ruff format --quiet --check .
	@echo "mypy"; $(BIN)/mypy --no-error-summary

test: lint
	@sh tools/browser.sh
	@echo "pytest"; $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check-all: lint
	@sh tools/browser.sh
	@echo "pytest, slow checks too"; $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "slow or not slow"
	@echo "planted faults"; $(BIN)/python tools/mutants.py

bench: $(VENV)/.bench
	@$(BIN)/python tools/bench.py

boundaries: $(VENV)/.dev
	@$(BIN)/python tools/build_boundaries.py
	@$(BIN)/python tools/build_land.py

places: $(VENV)/.dev
	@$(BIN)/python tools/build_places.py
	@$(BIN)/python tools/build_areas.py
	@$(BIN)/python tools/build_seats.py

web: $(VENV)/.dev
	@$(BIN)/python tools/build_web.py

fonts: $(VENV)/.dev
	@$(BIN)/python tools/build_fonts.py build

docs: $(VENV)/.dev
	@$(BIN)/python tools/draw_rooms.py
	@$(BIN)/python tools/data_dictionary.py

baselines: $(VENV)/.dev
	@sh tools/browser.sh
	@MAKE_BASELINES=yes $(BIN)/python -m pytest -m "slow or not slow" tests/visual

mutants: $(VENV)/.dev
	@sh tools/browser.sh
	@$(BIN)/python tools/mutants.py

lock: $(VENV)/.dev
	@sh tools/lock.sh $(BIN)

lock-upgrade: $(VENV)/.dev
	@sh tools/lock.sh $(BIN) --upgrade

# maps/ can be built again at any time; its README.md stays.
clean:
	@find maps -mindepth 1 -maxdepth 1 ! -name README.md -exec rm -rf {} +
	@rm -rf dist .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	@find geo tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean
	@rm -rf $(VENV)

# make demo and make test need Python 3.11 or newer and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test browser lint bench clean

demo: $(VENV)/.installed
	@$(BIN)/ecslint fixtures --ecr-findings fixtures/scanned/scan.json --fail-on never

# A new .venv has the newest boto3; the oldest that is allowed is tested by .ci/oldest-boto3.
test: $(VENV)/.tested
	$(BIN)/python -m pytest -q -n 2 tests --ignore tests/browser

# The HTML report in a real browser; on Debian: apt-get install chromium chromium-driver.
browser: $(VENV)/.tested $(VENV)/.browser
	$(BIN)/python -m pytest -q tests/browser

lint: $(VENV)/.tested $(VENV)/.linted
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.tested
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/ecr.py

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group test
	@touch $@

$(VENV)/.browser: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group browser
	@touch $@

$(VENV)/.linted: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group lint
	@touch $@

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

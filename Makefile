# Two commands do all the set-up: `make run` and `make test`. Everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TESTS ?= tests

.PHONY: run chat test check unit format bench soak cover clean

run: $(VENV)/run ## the assistant: at the terminal, or on Telegram with TELEGRAM_BOT_TOKEN
	@$(BIN)/python -m bot run

chat: $(VENV)/run ## the conversation at the terminal
	@$(BIN)/python -m bot chat

test: check unit ## everything that must hold

check: $(VENV)/dev ## format, lint, types, imports, dialogues, texts
	$(BIN)/ruff format --check bot tests benchmarks
	$(BIN)/ruff check bot tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot check

unit: $(VENV)/dev ## the tests, with branch coverage; those that watch the clock run alone, the others side by side
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -m 'not alone' -n auto --dist worksteal $(TESTS)
	$(BIN)/coverage run -m pytest -m alone tests/crash tests/journeys tests/telegram
	$(BIN)/coverage combine -q
	$(BIN)/coverage report --fail-under=90
	$(BIN)/coverage report --include='bot/engine/*' --fail-under=100

bench: $(VENV)/dev ## benchmarks (ratios in one run count, not single figures)
	$(BIN)/pytest benchmarks --benchmark-columns=min,median,max,rounds --benchmark-sort=name --benchmark-min-rounds=200

soak: $(VENV)/dev ## the simulated year and the kills in their whole size: most of an hour, and it tells where it is
	SOAK=1 $(BIN)/pytest -s tests/year tests/crash/test_crash_reminders.py

format: $(VENV)/dev ## write the code in the common form
	$(BIN)/ruff format bot tests benchmarks
	$(BIN)/ruff check --fix bot tests benchmarks

clean:
	rm -rf $(VENV) .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed; name one with: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "First start: installing into $(VENV), this takes a minute…" >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: pyproject.toml constraints.txt | $(VENV)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt | $(VENV)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/run

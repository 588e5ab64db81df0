# Thin lines over the verbs. `demo` and `test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export DO_NOT_TRACK := 1
export RUNTIME__DLTHUB_TELEMETRY := false
export GX_ANALYTICS_ENABLED := false
# Where it is set (images of containers), each of a hundred processes compiles dbt anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test check lint dbt-test bench bench-identity chaos clean

help:
	@echo "make demo    set up, run the whole job on the sandbox, say what happened"
	@echo "make test    set up, run everything that CI runs"
	@echo "make setup   create .venv from the lock file"
	@echo "make bench   measure speed (minutes; ONLY=resolve: who is who at a million records)"
	@echo "make bench-identity  who is who: ours beside exact keys, Splink, label spreading"
	@echo "             (PEOPLE=100000 for a larger sandbox, PEERS=no without Splink)"
	@echo "make chaos   injure 10,000 files, kill landing 500 times, 2,000 faulty syncs,"
	@echo "             100 lives of days of kept tables"
	@echo "make clean   remove everything generated"

setup: $(READY)

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Stammkunde needs Python 3.11 to 3.13; try PYTHON=python3.11 make $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing from uv.lock ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv sync --locked --inexact --quiet
	@touch $@

demo: setup
	@$(BIN)/cdp demo

# Lint first: it is the fastest to fail. Then every story, on its own warehouse.
test: setup lint
	$(BIN)/pytest

check: test

lint: setup
	$(BIN)/ruff check pipelines tests bench
	$(BIN)/ruff format --check pipelines tests bench
	$(BIN)/mypy pipelines bench
	$(BIN)/python -m tests.lint.sql models macros tests/assertions

# Each run draws anew and prints its seed: FUZZ_SEED=... draws the same files again,
# CHAOS_SEED=... the same deaths, SYNC_SEED=... the same faults of a sync.
chaos: setup
	FUZZ_FILES=$${FUZZ_FILES:-10000} $(BIN)/pytest -n 0 tests/pipelines/test_landing_fuzz.py
	CHAOS_DEATHS=$${CHAOS_DEATHS:-500} $(BIN)/pytest -n 0 -rP tests/pipelines/test_landing_crash.py -k random
	@seed=$${SYNC_SEED:-$$(date +%s)}; echo "sync: SYNC_SEED=$$seed"; \
		CHAOS_SEQUENCES=$${CHAOS_SEQUENCES:-2000} $(BIN)/pytest -n 0 --hypothesis-seed=$$seed \
		tests/pipelines/test_sync_faults.py -k any_sequence
	CHAOS_LIVES=$${CHAOS_LIVES:-100} $(BIN)/pytest -n 0 tests/pipelines/test_kept_tables.py -k any_days

bench: setup
	$(BIN)/python -m bench $(ONLY)

bench-identity: setup
	$(BIN)/python -m bench identity

clean:
	rm -rf target logs warehouse exports .pytest_cache .mypy_cache .ruff_cache .hypothesis

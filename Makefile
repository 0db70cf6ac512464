# `make demo` and `make test` need nothing but Python >= 3.10: each makes its own virtual environment first.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PACKAGES := $(VENV)-packages
PACKAGES_READY := $(PACKAGES)/.ready
HOSTILE := $(VENV)-hostile
HOSTILE_READY := $(HOSTILE)/.ready
PYTEST_ARGS ?= -n auto --dist loadfile

.PHONY: help demo manage test lint types imports docs tests packages hostile bench clean
.NOTPARALLEL:

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 10

demo: $(READY) ## the demo at http://127.0.0.1:8000/ (PORT changes it), 20 000 orders, Ctrl-C stops all
	@$(BIN)/python -m demo

manage: $(READY) ## a command on the demo's database: make manage ARGS="sqllist audit"
	@$(BIN)/python -m demo.manage $(ARGS)

test: lint types imports docs tests packages ## all that must hold: lint, types, imports, docs, tests on every backend
	@printf '\n\033[1mAll passed: lint, types, import contracts, docs, tests on %s, packages.\033[0m\n' '$(BACKENDS)'

lint: $(READY) ## ruff
	$(call heading,ruff)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY) ## mypy
	$(call heading,mypy)
	@$(BIN)/mypy

imports: $(READY) ## import contracts
	$(call heading,import contracts)
	@$(BIN)/lint-imports

docs: $(READY) ## the documentation, built strictly into site/
	$(call heading,docs)
	@$(BIN)/mkdocs build --strict --quiet

# A backend is database:driver. A DATABASE_URL from outside stands in for all of ours.
ifdef DATABASE_URL
BACKENDS ?= $(if $(filter sqlite%,$(DATABASE_URL)),DATABASE_URL,DATABASE_URL:psycopg DATABASE_URL:psycopg2)
else
BACKENDS ?= postgresql18:psycopg postgresql18:psycopg2 postgresql16:psycopg sqlite
endif

# What the hostile tests and the tools ask is the same of both servers; one answers for both.
tests-postgresql16-%: LEFT_OUT := --ignore-glob='tests/test_hostile_*' --ignore-glob='tests/test_explain*' \
	--ignore-glob='tests/test_benchmark*' --ignore-glob='tests/rawsql*' --ignore-glob='tests/test_plugin*' --ignore=tests/links \
	--ignore-glob='tests/test_profil*' --ignore=tests/caching/consistency --ignore=tests/caching/test_leaks.py

# The benchmark is PostgreSQL's.
tests-sqlite: LEFT_OUT := --ignore-glob='tests/test_benchmark*'

# What a driver has a say in is how values are bound and bytes come back, which all kinds of lists ask of it. Hostile
# projects, links, loads and the tools are the same whoever drives. Benchmarks are written up with psycopg 3.
tests-%-psycopg2: LEFT_OUT := --ignore-glob='tests/test_benchmark*' --ignore-glob='tests/test_explain*' \
	--ignore-glob='tests/test_hostile_*' --ignore=tests/links \
	--ignore=tests/caching/consistency --ignore=tests/caching/test_leaks.py --ignore=tests/test_audit.py --ignore=tests/test_plugin.py --ignore-glob='tests/test_profil*_[chk]*'

tests: $(addprefix tests-,$(subst :,-,$(BACKENDS)))

tests-%: $(READY)
	$(call heading,tests on $(subst -, with ,$*))
	@SQLLIST_TEST_DB=$(word 1,$(subst -, ,$*)) SQLLIST_DRIVER=$(or $(word 2,$(subst -, ,$*)),psycopg) \
		$(BIN)/python -m pytest $(PYTEST_ARGS) $(LEFT_OUT)

packages: $(addprefix packages-,$(subst :,-,$(filter-out %:psycopg2 postgresql16:%,$(BACKENDS)))) ## tests of other packages

packages-%: $(PACKAGES_READY)
	$(call heading,packages on $(subst -, with ,$*))
	@SQLLIST_TEST_DB=$(word 1,$(subst -, ,$*)) $(PACKAGES)/bin/python -m pytest $(PYTEST_ARGS) tests/packages

hostile: $(HOSTILE_READY) ## sqlmap and schemathesis on the demo, which no other target runs: ten minutes
	@$(HOSTILE)/bin/python -m tests.attacks

bench: $(READY) ## the benchmark against DRF and hand-written SQL: make bench BENCH_ARGS="--quick"
	@$(BIN)/python -m benchmarks $(BENCH_ARGS)

clean: ## forget the virtual environment, the databases and everything built
	@rm -rf $(VENV) $(PACKAGES) $(HOSTILE) .venv-peers .venv-caching .data site build dist
	@rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
		{ echo 'Python 3.10 or newer is needed; `make PYTHON=python3.12 …` names another one than $(PYTHON).'; exit 1; }
	$(call heading,virtual environment in $(VENV))
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,demo,docs]'
	@touch $@

$(PACKAGES_READY): pyproject.toml tests/packages/requirements.txt
	$(call heading,virtual environment in $(PACKAGES))
	@$(PYTHON) -m venv $(PACKAGES)
	@$(PACKAGES)/bin/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[demo]' --requirement tests/packages/requirements.txt
	@touch $@

$(HOSTILE_READY): pyproject.toml tests/attacks/requirements.txt
	$(call heading,virtual environment in $(HOSTILE))
	@$(PYTHON) -m venv $(HOSTILE)
	@$(HOSTILE)/bin/python -m pip install --quiet --disable-pip-version-check \
		--editable '.[demo]' --requirement tests/attacks/requirements.txt
	@touch $@

heading = @printf '\n\033[1m── %s\033[0m\n' '$(1)'

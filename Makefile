# Two commands: `make run` and `make test`. Python 3.11 or newer and make are all that is needed;
# everything else comes into .venv and var/.

.DEFAULT_GOAL := help
.PHONY: help run test recount bench check style imports pages migrations deploy types pytest pins broken-venv

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.requirements

# A production-like environment for the checks that look at the settings; nothing is connected to.
AS_IN_PRODUCTION = env -u PORTAL_EMBEDDED -u HTTPS -u DEBUG \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
	DATABASE_URL=postgresql://portal@database.invalid/portal \
	REDIS_URL=redis://queue.invalid/0 \
	ALLOWED_HOSTS=portal.example.org

help:
	@echo "make run     start the portal (PORT, default 8000); Ctrl-C stops it"
	@echo "make test    all checks and all tests"
	@echo "make recount count every figure again by other means, and compare (DATABASE of another database, QUESTIONS at the most)"
	@echo "make check   the checks alone: style, imports, pages, migrations, settings, types"
	@echo "make pins    write pins.txt anew, after a change of requirements.txt"
	@echo "make bench   how fast it is with 1 M and 10 M participations (SIZES=1m PARTS=pages for less)"

run: $(STAMP)
	@$(BIN)/python -m capacity.start

test: check pytest

recount: $(STAMP)
	@$(BIN)/python -m recount

check: style imports pages migrations deploy types

style: $(STAMP)
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .

imports: $(STAMP)
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

pages: $(STAMP)
	$(BIN)/python -m djhtml --tabwidth 2 --check templates

migrations: $(STAMP)
	$(BIN)/python manage.py makemigrations --check --dry-run

deploy: $(STAMP)
	@echo "manage.py check --deploy --fail-level WARNING"
	@$(AS_IN_PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

types: $(STAMP)
	@echo "mypy ."
	@$(AS_IN_PRODUCTION) $(BIN)/python -m mypy .

pytest: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist loadgroup

# Fills databases of its own the first time. Where everything is measured, the pages in docs/ are written.
bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@$(BIN)/python -m benchmarks $(if $(SIZES),--sizes $(SIZES)) $(if $(PARTS),--parts $(PARTS)) $(if $(ANEW),--anew)
	@$(if $(SIZES)$(PARTS),,$(BIN)/python -m benchmarks.lists && $(BIN)/python -m benchmarks.matching && $(BIN)/python -m benchmarks.reports)

# Exact versions of everything, and the hashes of all their files, for every system and Python.
pins:
	$(PYTHON) -m venv --clear var/pins
	var/pins/bin/python -m pip install --quiet --disable-pip-version-check pip-tools==7.6.2
	var/pins/bin/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
		--no-annotate --no-header --no-emit-options --output-file pins.txt requirements.txt

# Brought up to date when pins.txt changes, and made anew where its Python is gone. Its tools
# are run by `python -m`, so that a folder that was moved still works.
$(STAMP): pins.txt $(if $(shell $(BIN)/python -c '' 2>&1 || echo broken),broken-venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make a .venv; on Debian or Ubuntu: apt-get install python3-venv"; \
		exit 1; }
	@echo "Installing what pins.txt names into .venv (a minute or two the first time)"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --no-deps -r pins.txt
	@touch $@

broken-venv:

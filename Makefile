# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
# Every target installs what it needs. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
WORDS := $(patsubst %.po,%.mo,$(wildcard safehold/locale/*/LC_MESSAGES/django.po))
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help run codes test check demo bench drill shots setup-system setup words messages migrations lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

$(READY): requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Safehold needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements/dev.txt
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

words: $(WORDS)
setup: $(READY) words ## make the virtual environment and install the locked dependencies

run: setup ## start a demo coalition that lasts, on this machine: both sites, ready to click through
	@$(BIN)/python -m safehold demo --stay

codes: setup ## print the sign-in codes of the running demo coalition
	@$(BIN)/python -m safehold demo --codes

test: setup ## run every test, on SQLite and on PostgreSQL
	@$(BIN)/python -m tests $(ARGS)

check: setup ## ruff, mypy (strict), import contracts, migrations, translations, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tests.checks

demo: setup ## play the main job end to end over HTTP on fresh databases and print a transcript
	@$(BIN)/python -m safehold demo

bench: setup ## measure; make bench ONLY=intake for one
	@$(BIN)/python -m bench $(ONLY)

drill: setup ## the long versions of the kill and theft tests
	@$(BIN)/python -m tests.drill

shots: setup ## pictures of every page, as each member of the cast, phone and desktop, in build/shots
	@$(BIN)/python -m tests.shots

setup-system: ## install the system packages that some tests use (Debian or Ubuntu, as root)
	@if command -v apt-get >/dev/null; then \
		run=""; [ "$$(id -u)" = 0 ] || run=sudo; \
		missing=""; for p in age chromium exiftool:libimage-exiftool-perl fonts-noto-core fonts-noto-cjk gettext mat2 openssl; do \
			name=$${p##*:}; dpkg -s $$name >/dev/null 2>&1 || missing="$$missing $$name"; done; \
		if [ -n "$$missing" ]; then $$run apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null; fi; \
	else echo "setup-system knows apt only; install Chromium, age, openssl and the Noto fonts yourself"; fi

messages: setup ## collect new texts for translators into safehold/locale
	@cd safehold && for language in fr zh_Hans zh_Hant bo ug; do \
		PYTHONPATH=$(CURDIR) SAFEHOLD_DATA=$(CURDIR)/build $(CURDIR)/$(BIN)/python -m django makemessages --no-wrap --add-location=file --no-obsolete --ignore "*/tests/*" --locale $$language --settings safehold.config.settings.desk -v 0; done

migrations: setup ## write migrations for changed models
	@$(BIN)/python -m django makemigrations --settings safehold.config.settings.desk

lock: $(READY) ## resolve pyproject.toml again into requirements/*.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header -o requirements/base.txt pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra dev -c requirements/base.txt -o requirements/dev.txt pyproject.toml

clean: ## remove the demo's data, pictures and the virtual environment
	@rm -rf data build .venv

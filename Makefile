# Every target is a verb of tools/dev.py, which needs nothing but Python 3.11 or newer.
PYTHON ?= python3
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test check torture looks lint format requirements translations clean reset

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

setup: ## make .venv with everything to run, test and check
run: ## start the demo: web, worker, scheduler, mail (PORT, SMTP_PORT)
test: ## the whole suite, on SQLite and on PostgreSQL (ARGS="tests/mail -x")
check: ## lint and test: what has to pass before a commit lands
torture: ## the crash tests at full size: 10,000 messages, half an hour or more
looks: ## every page in a browser, in three languages and widths, judged by axe (VNU=the checker's jar)
lint: ## format, lint, types, imports, migrations, translations
format: ## let ruff mend what it can
requirements: ## pin and hash requirements/*.in anew
translations: ## collect strings into locale/ and compile them
clean: ## remove .venv and the caches
reset: ## forget the demo's data (all of var/)

setup run test check torture looks lint format requirements translations clean reset:
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer, or name yours, for example 'make $@ PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) tools/dev.py $@ $(ARGS)

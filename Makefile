# What one can do here: `make` lists it. Needs Python 3.11 or newer, make and git; everything else comes into .venv.

PORT ?= 8000
LOCALE ?= en
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-sqlite test-postgres test-browser mutants bench crash screenshots lint format lock messages clean
.PHONY: python free-port runtime chromium

# The first Python that is new enough and can make a virtual environment; `PYTHON=… make` names another.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)

# What is installed is remembered by the content of the list, so a new list is noticed and an old one is not installed twice.
RUNTIME := .venv/installed-$(shell cksum < requirements.txt | cut -d ' ' -f 1)
TESTING := $(RUNTIME)-$(shell cksum < requirements-test.txt | cut -d ' ' -f 1)
INSTALL := .venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes
PYTEST := .venv/bin/python -m pytest
TEMPLATES = $(shell find home practice_examples events search site -name '*.html' -path '*/templates/*')
# Our own tags that open a block, so that what stands inside is indented.
DJHTML := .venv/bin/djhtml --tabwidth 2 --extra-block cached,endcached --extra-block help_block,endhelp_block
DJADE := .venv/bin/djade --target-version 5.2
DENO := DENO_NO_UPDATE_CHECK=1 .venv/bin/deno

help: ## List what one can do here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1#\2/p' $(MAKEFILE_LIST) | awk -F '#' '{ printf "  make %-14s %s\n", $$1, $$2 }'

demo: export DEMO := 1
demo: export DEBUG := 0
demo: export BASE_URL := http://127.0.0.1:$(PORT)
demo: free-port $(RUNTIME) ## Show the complete site with sample content on http://127.0.0.1:8000 (PORT=… for another port)
	@.venv/bin/python manage.py serve_demo --port $(PORT)

test: lint test-sqlite test-postgres test-browser ## Check everything: style, SQLite, PostgreSQL, browser

test-fast: $(TESTING) ## Run the tests on SQLite without a browser, one after the other
	@$(PYTEST) -m "not browser"

test-sqlite: $(TESTING)
	@echo "--- SQLite"
	@$(PYTEST) -m "not browser" -n logical

test-postgres: $(TESTING)
	@echo "--- PostgreSQL"
	@.venv/bin/python tests/with_postgres.py $(PYTEST) -m "not browser" -n logical

test-browser: $(TESTING) chromium
	@echo "--- Browser"
	@$(PYTEST) -m browser

mutants: $(TESTING) ## Break the lines that matter most, one by one: some test has to notice each (ten minutes)
	@.venv/bin/python -m tests.mutants

bench: $(TESTING) ## Measure the site with 100 and 10,000 stories on SQLite and PostgreSQL (some minutes)
	@.venv/bin/python -m tests.bench
	@.venv/bin/python -m tests.bench.map_bench

crash: $(TESTING) ## Kill the site while people register projects and look for what was lost (three minutes)
	@.venv/bin/python -m tests.crash

screenshots: $(TESTING) chromium ## Photograph every kind of page into var/screenshots, narrow to wide, light and dark (ten minutes)
	@.venv/bin/python -m tests.screenshots

lint: $(TESTING) ## Check the style of Python and templates, and the types of the scripts
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet . && $(DJADE) --check $(TEMPLATES) && $(DJHTML) --check $(TEMPLATES) || { \
		echo "make format brings the code into shape"; exit 1; }
	@if $(DENO) --version >/dev/null 2>&1; then $(DENO) lint --quiet && $(DENO) check --quiet; else \
		echo "*** NOT CHECKED: the types of the scripts; deno does not run on this machine ***" >&2; test -z "$$CI"; fi

format: $(TESTING) ## Bring Python and templates into shape
	@.venv/bin/ruff check --fix-only --quiet .
	@.venv/bin/ruff format .
	@$(DJADE) $(TEMPLATES); $(DJHTML) $(TEMPLATES)

lock: ## Pin the newest allowed versions of all packages (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet requirements-test.in -o requirements-test.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --upgrade --quiet requirements-extras.in -o requirements-extras.txt

messages: $(RUNTIME) ## Collect the texts for a translation (LOCALE=en; needs gettext)
	@DEMO=1 .venv/bin/python manage.py makemessages --locale $(LOCALE) --ignore ".venv" --ignore "var" --ignore "tests"

clean: ## Remove what running and testing left behind, the demo's database and pictures included
	rm -rf .venv var .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { \
		echo "Kein passendes Python gefunden. Nötig ist Python 3.11 oder neuer mit venv (Debian, Ubuntu: apt install python3-venv)."; \
		echo "No suitable Python found: Python 3.11 or newer with venv is needed (Debian, Ubuntu: apt install python3-venv)."; \
		exit 1; } >&2

free-port: python
	@$(PYTHON) site/demo/free_port.py "$(PORT)"

# A half-made .venv, or one whose Python has gone, is made anew.
$(RUNTIME): | python
	@.venv/bin/python -m pip --version >/dev/null 2>&1 || { echo "Python-Umgebung in .venv …"; rm -rf .venv; $(PYTHON) -m venv .venv; }
	@echo "Pakete …"
	@$(INSTALL) -r requirements.txt
	@rm -f .venv/installed-*
	@touch $@

$(TESTING): $(RUNTIME)
	@echo "Pakete für die Tests …"
	@$(INSTALL) -r requirements.txt -r requirements-test.txt
	@touch $@

# The browser of the tests. As root on Debian it is installed; elsewhere the tests say loudly that they need one.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || test -n "$$CHROME_PATH" || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update --quiet && apt-get install --yes --quiet chromium; \
	} || echo "Kein Chromium gefunden; CHROME_PATH nennt eines an anderer Stelle."

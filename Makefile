# Everything that a person or CI does with the repository; `make help` is the table of contents.
PYTHON ?= python3
VENV := .venv/bin
LAUNCHER := $(VENV)/python -m launcher
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PARTS := $(patsubst %/pyproject.toml,%,$(wildcard libs/*/pyproject.toml services/*/pyproject.toml simulator/pyproject.toml deploy/*/pyproject.toml))
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

##@ Running
.PHONY: up demo down ps logs token migrate backup restore reset verify-audit
up: ## Install what is missing, start everything, print the web address
	@$(PYTHON) deploy/bootstrap.py && $(LAUNCHER) up

demo: ## The same, with forty living stations and weeks of history to look at
	@$(PYTHON) deploy/bootstrap.py && $(LAUNCHER) demo

down: installed ## Stop everything in order; the data stay
	@$(LAUNCHER) down

ps: installed ## Show every process (JSON=1: as JSON)
	@$(LAUNCHER) ps $(if $(JSON),--json)

logs: installed ## Follow the logs (S=name: of one process)
	@$(LAUNCHER) logs $(S)

token: installed ## Print a bearer token with the administrator's rights
	@$(LAUNCHER) token

migrate: installed ## Bring the schemas up to date (PostgreSQL must run)
	@$(LAUNCHER) prepare database

backup: installed ## Write database and secrets to a folder (DIR=folder)
	@$(LAUNCHER) backup $(DIR)

restore: installed ## Put the database back as it was (DIR=folder)
	@$(LAUNCHER) restore $(DIR)

verify-audit: installed ## Check the hash chains of the security log (PostgreSQL must run)
	@$(LAUNCHER) service identity-api verify-audit

reset: installed ## Delete all data (asks; FORCE=1 does not)
	@$(LAUNCHER) reset $(if $(FORCE),--force)

##@ Trying
.PHONY: replay station bench bench-scale
replay: installed ## Play charging sessions and compare (DIR=folder LIMIT=n PROTOCOL=ocpp16)
	@$(LAUNCHER) with -- $(VENV)/python -m simulator replay --url {OCPP_URL} --api {API_URL} \
		$(if $(LIMIT),--limit $(LIMIT)) $(if $(PROTOCOL),--protocol $(PROTOCOL)) $(DIR)

station: installed ## Run one live virtual station until Ctrl+C (KEY=SIM1, ARGS="--speed 60 --plug 1")
	@$(LAUNCHER) with -- $(VENV)/python -m simulator station --url {OCPP_URL}/$(or $(KEY),SIM1) --api {API_URL} --auto-create $(ARGS)

bench: installed ## Measure gateway, memory, start, pipeline and pages; writes var/bench.json
	@mkdir -p var && $(VENV)/python -m csms_gateway.bench --output var/bench.json
	@$(VENV)/python tests/bench/stack.py --output var/bench.json
	@$(VENV)/python tests/bench/pipeline.py --output var/bench.json
	@$(VENV)/python tests/bench/live.py --output var/bench.json
	@$(VENV)/python -m tests.bench.scale.pages --output var/bench.json

bench-scale: installed ## Measure every sort and filter of the lists at full size (SCALE=0.01 tries it); docs/scale/
	$(VENV)/python -m tests.bench.scale --scale $(or $(SCALE),1) $(ARGS)

##@ Testing
.PHONY: test test-unit test-service test-e2e chaos install
test: install lint types test-unit test-frontend test-stack test-e2e ## Everything that CI runs

test-unit: install ## Unit and service tests (real PostgreSQL and Kafka)
	$(VENV)/python -m pytest libs services simulator deploy -n 2 --dist loadfile $(ARGS)

test-service: install ## Tests of one part (S=stations-api)
	$(VENV)/python -m pytest $(firstword $(wildcard services/$(S) libs/$(S) deploy/$(S) $(S))) $(ARGS)

.PHONY: test-frontend test-stack
test-frontend: install ## Tests of the front end
	cd frontend && npm run test

test-stack: install ## Whole-stack tests: replay, chaos, web
	$(VENV)/python -m pytest tests $(ARGS)

test-e2e: install ## The scene in a real browser
	WEBHOOK_ALLOWED_NETWORKS='["127.0.0.0/8"]' $(VENV)/python -m launcher.testing -- npm --prefix frontend run e2e

chaos: install ## Kill processes during a replay and compare
	$(VENV)/python -m pytest tests/chaos -s $(ARGS)

##@ Code
.PHONY: lint types format client rights lock
lint: install ## ruff, import-linter, ESLint
	$(VENV)/ruff check . && $(VENV)/ruff format --check .
	$(VENV)/lint-imports
	cd frontend && npm run lint

types: install ## mypy and tsc
	@for part in $(PARTS); do echo "mypy $$part" && $(VENV)/mypy $$part/src $$part/tests || exit 1; done
	$(VENV)/mypy deploy/bootstrap.py tests conftest.py
	cd frontend && npm run typecheck

format: installed ## Format the code
	$(VENV)/ruff check --fix-only . ; $(VENV)/ruff format .
	cd frontend && npm run format

client: installed ## Regenerate routes, merged OpenAPI and the front end's types
	$(LAUNCHER) client
	cd frontend && npm run generate

rights: installed ## Write docs/rights.md: who may do what
	$(VENV)/python -m tests.contracts.rights_table

lock: installed ## Resolve requirements.in into requirements.lock
	$(VENV)/uv pip compile --generate-hashes --no-emit-index-url --python-version 3.11 requirements.in -o requirements.lock

.PHONY: help installed
install:
	@$(PYTHON) deploy/bootstrap.py

installed:
	@test -x $(VENV)/python || { echo "not installed yet: make up"; exit 1; }

help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

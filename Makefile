# The project's commands. `make help` lists them; each is a thin call of a program in the repository.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

INSTALLED := node_modules/.package-lock.json
CLI := node --require sucrase/register/ts embedded/cli.ts

.PHONY: help up down clean status logs env preview policy upgrade-check record-state pull-request comment packages app app-assets picture rehearse rehearse-failures rehearse-recovery tools tools-aws images test test-unit test-app test-fuzz test-images test-browser test-plan test-rehearsal test-e2e test-faults bench bench-fresh bench-aws bench-policy bench-delivery bench-app bench-rehearsal lint vulnerabilities docs

help: ## What there is to do
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):[^#]*## /\1\t/' | expand -t 14

up: $(INSTALLED) ## Bring up Kubernetes and the local stack (CONTEXT=… for a cluster of yours)
	@$(CLI) up $(if $(CONTEXT),--context '$(CONTEXT)')

down: $(INSTALLED) ## Stop the cluster; its data stays
	@$(CLI) down

clean: $(INSTALLED) ## Remove the cluster's data (YES=1), after saying what it is
	@$(CLI) clean $(if $(YES),--yes)

status: $(INSTALLED) ## The cluster's parts and what each waits for
	@$(CLI) status

logs: $(INSTALLED) ## The log of one part (PART=kubelet)
	@$(CLI) logs $(PART)

env: $(INSTALLED) ## The shell variables to work with: eval "$$(make -s env)"
	@$(CLI) env

preview: $(INSTALLED) ## The whole plan of a stack on AWS, without an account (STACK=production)
	@$(CLI) preview $(STACK)

# make itself ends with 2 whatever a command ends with: `npm run policy -- production` ends with 0, 1 or 2.
policy: $(INSTALLED) ## The policy pack on the plan of a stack, without an account (STACK=production SINCE=report.json)
	@npm run --silent policy -- $(STACK) $(if $(SINCE),--since '$(SINCE)')

upgrade-check: $(INSTALLED) ## What today's code would do to the recorded stacks of each release, without an account (STACK=production RELEASE=0.1.0 CONFIG=recorded)
	@node --require sucrase/register/ts embedded/upgrades/main.ts check $(if $(STACK),--stack '$(STACK)') $(if $(RELEASE),--release '$(RELEASE)') $(if $(CONFIG),--config '$(CONFIG)') $(if $(OUTPUT),--output '$(OUTPUT)')

record-state: $(INSTALLED) ## Record a stack of a release for `upgrade-check`, without its secrets (STACK=production RELEASE=0.1.0)
	@node --require sucrase/register/ts embedded/upgrades/main.ts record $(if $(STACK),--stack '$(STACK)') $(if $(RELEASE),--release '$(RELEASE)') $(if $(FROM),--from '$(FROM)')

pull-request: $(INSTALLED) ## What a pull request does to a stack on AWS, as its comment says it (STACK=production BASE=main)
	@node --require sucrase/register/ts embedded/pull-request/main.ts $(if $(STACK),'$(STACK)') $(if $(BASE),--base '$(BASE)') $(if $(NUMBER),--number '$(NUMBER)') $(if $(OUTPUT),--output '$(OUTPUT)')

comment: $(INSTALLED) ## In GitHub's workflow: publish what `make pull-request` has left (FOLDER=… STACKS='…')
	@node --require sucrase/register/ts embedded/pull-request/publish-main.ts '$(FOLDER)' $(STACKS)

packages: $(INSTALLED) ## Install npm's packages, as every other command does where it must

tools: $(INSTALLED) ## Build every tool of the local stack into the cache
	@$(CLI) tools

tools-aws: $(INSTALLED) ## Build what plans the stacks on AWS (20 minutes, once)
	@$(CLI) tools-aws

images: $(INSTALLED) ## Build the stack's images; print their digests and archives
	@$(CLI) images

app: $(INSTALLED) ## Run the app alone, built and started again at each change (PORT=8081); its database ends with it
	@PORT='$(PORT)' node --require sucrase/register/ts app/dev/main.ts

app-assets: $(INSTALLED) ## Write what the app's pages load: the script of app/web, and each asset compressed
	@node --require sucrase/register/ts app/web/build.ts

rehearse: $(INSTALLED) ## The whole life of a stack on AWS, from up to destroy, without an account (STACK=staging; RECORD=0.1.0 only brings it up, and records it)
	@node --require sucrase/register/ts embedded/rehearsal/main.ts '$(STACK)' '$(RECORD)'

rehearse-failures: $(INSTALLED) ## A fresh stack on AWS made while every tenth call fails and parts of the updates are killed, without an account (STACK=staging SEED=…)
	@node --require sucrase/register/ts embedded/rehearsal/half-way/main.ts '$(STACK)' '$(SEED)'

rehearse-recovery: $(INSTALLED) ## Production's region is lost, and recovery takes over, without an account
	@node --require sucrase/register/ts embedded/rehearsal/recovery-main.ts

picture: $(INSTALLED) ## Draw what stands in which subnet of a stack on AWS (STACK=production)
	@node --require sucrase/register/ts embedded/picture/main.ts $(if $(STACK),'$(STACK)')

test: $(INSTALLED) ## Every test of the project, from nothing
	@node --require sucrase/register/ts test/run/main.ts plan rehearsal lint unit app images browser fuzz e2e

test-unit: $(INSTALLED) ## The fast tests: no cluster, under a minute
	@node --require sucrase/register/ts test/run/main.ts unit

test-app: $(INSTALLED) ## The application's tests
	@node --require sucrase/register/ts test/run/main.ts app

test-fuzz: $(INSTALLED) ## Each parser of what strangers send, on 5,000 inputs that Go makes up
	@node --require sucrase/register/ts test/run/main.ts fuzz

test-images: $(INSTALLED) ## The images, each started without a cluster
	@node --require sucrase/register/ts test/run/main.ts images

test-browser: $(INSTALLED) ## The pages that the commands write, in a real browser (115 MB of Debian packages, once)
	@node --require sucrase/register/ts test/run/main.ts browser

test-plan: $(INSTALLED) ## The stacks on AWS, planned by the real provider where it is built
	@node --require sucrase/register/ts test/run/main.ts plan

test-rehearsal: $(INSTALLED) ## What a rehearsal stands on: moto with its extension, Kubernetes with simulated nodes
	@node --require sucrase/register/ts test/run/main.ts rehearsal

test-e2e: $(INSTALLED) ## The real thing under load, on a cluster of its own
	@node --require sucrase/register/ts test/run/main.ts e2e

test-faults: $(INSTALLED) ## Releases amid every fault at every phase, on a cluster of its own (an hour and more; not in `test`)
	@node --require sucrase/register/ts test/run/main.ts faults

bench: $(INSTALLED) ## The figures of the README, measured on this machine
	@node --require sucrase/register/ts bench/main.ts

bench-fresh: $(INSTALLED) ## A newcomer's first `make up`, with every cache empty (half an hour)
	@node --require sucrase/register/ts bench/fresh.ts

bench-aws: $(INSTALLED) ## How long the plan of a stack on AWS takes, and with it how much memory (no account)
	@node --require sucrase/register/ts bench/aws/main.ts

bench-policy: $(INSTALLED) ## What the rules of the policy pack find, miss and cost (no account, no cluster)
	@node --require sucrase/register/ts bench/policy/main.ts

bench-delivery: $(INSTALLED) ## Releases, good and bad, under load, beside other ways (PART=help has the parts and their times; COUNT=1 RATE=50 for a try-out)
	@PART='$(PART)' COUNT='$(COUNT)' RATE='$(RATE)' node --require sucrase/register/ts bench/delivery/main.ts

bench-app: $(INSTALLED) ## The app: Lighthouse, weight, start, memory, image, coverage; reads and searches on a cluster (PART=lighthouse,start for some)
	@PART='$(PART)' node --require sucrase/register/ts bench/app/main.ts

bench-rehearsal: $(INSTALLED) ## The life of staging and staging amid failures, in figures, without an account (half an hour)
	@node --require sucrase/register/ts bench/rehearsal/main.ts

lint: $(INSTALLED) ## Types, rules and format
	@npm run --silent build
	@npm run --silent lint
	@cd app && test -z "$$(gofmt -l .)" && go vet ./... && go tool staticcheck ./...
	@cd app && go tool -modfile=checks/go.mod gosec -quiet -exclude-dir=internal/servicetest ./...
	@cd .github && go tool actionlint -shellcheck= -pyflakes= workflows/*.yml

vulnerabilities: ## What is known of the app's Go modules that its code calls (asks vuln.go.dev)
	@cd app && go tool -modfile=checks/go.mod govulncheck ./...

docs: $(INSTALLED) ## Write docs/components/ and docs/policies/ from the code, and the schemas of the policy files
	@node --require sucrase/register/ts docs/generator/main.ts
	@node --require sucrase/register/ts policy-pack/write-schemas.ts

# Checked without any package, so that the message is ours and not a stack trace.
$(INSTALLED): package.json package-lock.json
	@command -v node >/dev/null || { echo "error: Node.js is not on PATH: install Node.js 20.19 or newer" >&2; exit 1; }
	@node -e 'const [a,b]=process.versions.node.split(".").map(Number);if(a<20||(a===20&&b<19)){console.error("error: Node.js "+process.version+" is too old: install 20.19 or newer");process.exit(1)}'
	npm ci --no-audit --no-fund
	@touch $@

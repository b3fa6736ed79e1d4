# What is done most often. Each target is one script, which makes the environment that it needs.
SHELL := bash
.PHONY: help run test check format docs lock
help: ## these lines
	@sed -n 's/^\([a-z]*\):.*## /  make \1  /p' $(MAKEFILE_LIST)
run: ## the program; ARGS='ask members CDDFT', without ARGS the tour
	@scripts/run $(ARGS)
test: ## every check and test; FILE=tests/docs/test_site.py runs one file and nothing else
	@$(if $(FILE),. scripts/lib.sh && ensure_venv "$(CURDIR)/.venv" test && .venv/bin/pytest -n 0 -q $(FILE),scripts/test $(ARGS))
check: ## style, layout, types and imports; FILES='a.py b.py', without FILES what differs from the last commit
	@scripts/check $(FILES)
format: ## mend layout and order of imports; FILES as above
	@scripts/check --write $(FILES)
docs: ## the pages made from the code, and the site in build/site
	@scripts/docs
lock: ## the pinned requirements, from pyproject.toml
	@scripts/lock $(ARGS)

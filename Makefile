# What a person types; nothing needs to be done by hand before.
#   make demo         the samples from the record to the search, in demo/, made anew each time
#                     (needs no sudo and no LibreOffice)
#   make test         lint, types, tests with coverage
#   make wheelhouse   a folder that installs without network; for another system:
#                     make wheelhouse PLATFORM=win_amd64 FOR=3.12
#   make bench        the figures of speed, each against its named peer
#   PYTHON=python3.12 before or behind any of them: which Python to take (3.11, 3.12 or 3.13)

VENV ?= .venv
WORKERS ?= 2
RUN := $(VENV)/bin
export PYTHON VENV

.PHONY: demo test lint types bench wheelhouse clean
.NOTPARALLEL:

demo:
	@tools/venv.sh
	@rm -rf demo
	@$(RUN)/archive-tool demo demo

# pytest speaks last: whoever runs this reads its closing line.
test: lint types
	@tools/programs.sh
	@$(RUN)/python -m pytest -q -rs -n $(WORKERS) --dist loadfile --cov --cov-report=term $(TESTS)

lint:
	@tools/venv.sh dev
	@$(RUN)/ruff check --quiet

types:
	@tools/venv.sh dev
	@$(RUN)/mypy

bench:
	@tools/venv.sh dev
	@for bench in tests/benchmarks/bench_*.py; do echo "== $$bench"; $(RUN)/python "$$bench" || exit; done

wheelhouse:
	@tools/venv.sh
	@tools/wheelhouse.sh $(PLATFORM) $(FOR)

clean:
	rm -rf $(VENV) demo build dist wheelhouse *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*

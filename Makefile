# Needs Python 3.11 or newer and GNU make, nothing else. Without make: python tools/tasks.py demo
ifeq ($(OS),Windows_NT)
PYTHON ?= py -3
else
PYTHON ?= python3
endif

.PHONY: demo test torture docs site bench wheel desktop-app lock clean

demo: ## make .venv, install what reading needs, read the sample images, serve the page
	$(PYTHON) tools/tasks.py demo

test: ## make .venv, install everything, run every check
	$(PYTHON) tools/tasks.py test

torture: ## press the service for hours: soak, kill -9, overload; PART=kills does one part of it
	$(PYTHON) tools/tasks.py torture $(PART)

docs: ## write the parts of the documentation that are made from the code
	$(PYTHON) tools/tasks.py docs

site: ## build the documentation as a site into site/
	$(PYTHON) tools/tasks.py site

bench: ## print the speed table, each thing beside its rival
	$(PYTHON) tools/tasks.py bench

wheel: ## build dist/inkread-*.whl
	$(PYTHON) tools/tasks.py wheel

desktop-app: ## build the window as a program that needs no Python, into dist/; JSON=--json prints figures
	$(PYTHON) tools/tasks.py desktop-app $(JSON)

lock: ## pin the newest versions that pyproject.toml allows into requirements/
	$(PYTHON) tools/tasks.py lock

clean: ## remove .venv and everything that was built
	$(PYTHON) tools/tasks.py clean

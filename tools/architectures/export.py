"""Makes one model of the catalogue, in the environment that it needs: python export.py NAME DIRECTORY"""

import importlib
import os
import sys

import catalogue
from sources.case import Case


def main():
    name, directory = sys.argv[1:]
    os.makedirs(directory, exist_ok=True)
    importlib.import_module("sources." + catalogue.MODELS[name].module).make(name, Case(directory))


if __name__ == "__main__":
    main()

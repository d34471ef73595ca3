"""Lists the ops that Python's TensorFlow differentiates, for docs/gradients.md and its test.

    python registry.py        with the packages of tools/fixtures/requirements.txt

Each line is an op and `gradient`, or `none` where Python says that there is no gradient.
"""

import importlib
import pkgutil
from pathlib import Path

import tensorflow as tf
from tensorflow.python import ops as modules
from tensorflow.python.framework import ops

VERSION = "2.18.1"
TARGET = "graph/src/test/resources/io/attributable/graph/tape/coverage/python-registry.txt"


def main():
    assert tf.__version__ == VERSION, f"TensorFlow {tf.__version__}, not {VERSION}"
    _register_all()
    registry = ops.gradient_registry._registry
    lines = [f"{op} {'none' if registry[op]['type'] is None else 'gradient'}\n" for op in sorted(registry)]
    target = Path(__file__).resolve().parents[2] / TARGET
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"# The gradient registry of Python's TensorFlow {VERSION}.\n{''.join(lines)}")


def _register_all():
    """Gradients are registered where modules are imported, of which some come with their first use only."""
    for module in pkgutil.iter_modules(modules.__path__):
        if "grad" in module.name:
            importlib.import_module(f"{modules.__name__}.{module.name}")


if __name__ == "__main__":
    main()

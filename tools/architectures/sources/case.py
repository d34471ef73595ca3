"""What is kept of an exported model: DIRECTORY/model, its inputs, and what tells the sweep how to explain it."""

import json
import os

import numpy as np

BATCH = 2


class Case:
    def __init__(self, directory):
        self.directory = directory
        self.model = os.path.join(directory, "model")

    def write(self, inputs, source, exporter, target=1, output=None, signature="serving_default", random=False):
        """
        source: package and version; target: an index, a tuple of them, or None for an output of one number per example;
        output: what the target picks from, where the signature has several outputs; random: whether runs differ.
        """
        for name, value in inputs.items():
            np.save(os.path.join(self.directory, name + ".npy"), value)
        case = {
            "source": source, "exporter": exporter, "signature": signature,
            "inputs": sorted(inputs), "output": output, "target": target, "random": random,
        }  # fmt: skip
        with open(os.path.join(self.directory, "case.json"), "w") as file:
            json.dump(case, file, indent=1)

    def write_layers(self, calls):
        """What each layer of the live model gave, by path: one list of arrays for each call."""
        arrays = {}
        for path, given in calls.items():
            for number, outputs in enumerate(given):
                for index, output in enumerate(outputs):
                    arrays["%s#%d:%d" % (path, number + 1, index)] = output
        np.savez_compressed(os.path.join(self.directory, "layers.npz"), **arrays)


def version(package):
    try:
        from importlib import metadata
    except ImportError:  # Python 3.7
        import importlib_metadata as metadata

    return "%s %s" % (package, metadata.version(package))

"""One contender, asked line by line: JSON on standard input, JSON on standard output.

    python worker.py tf|captum|torch-compile MODELS

    {"do": "prepare", "model": NAME, "layers": [NAME], "batch": N}     explains once; "once": true will not explain again;
                                                                       "method" and "smooth" as in requests to the library
    {"do": "measure", "runs": N}                                       milliseconds of each run, from arrays to arrays
    {"do": "memory"}                                                   the most memory the process ever held
"""

import importlib
import json
import sys
import time
from pathlib import Path

import numpy as np

_CONTENDERS = {"tf": "tensorflow_tape", "captum": "captum_layer", "torch-compile": "torch_compiled"}


class Worker:
    def __init__(self, contender, models):
        self.contender = contender
        self.models = models
        self.known = json.loads((models / "models.json").read_text())
        self.run = None

    def answer(self, request):
        return getattr(self, f"_{request.pop('do')}")(**request)

    def _prepare(self, model, layers, batch, once=False, method=None, smooth=None):
        self.run = None  # lets go of the last one before the next is loaded
        (layer,) = layers
        examples = np.load(self.models / f"{model}.npy")[:batch]
        targets = np.array(self.known[model]["targets"][:batch])
        if method:
            methods = importlib.import_module("captum_methods")
            self.run = methods.prepare(self.models, model, layer, examples, targets, method, smooth)
        else:
            self.run = self.contender.prepare(self.models, model, layer, examples, targets, once)
        attribution = self.run().astype(np.float64)
        return {"sum": attribution.sum(), "size": np.abs(attribution).sum()}

    def _measure(self, runs):
        return {"millis": [self._time() for _ in range(runs)]}

    def _time(self):
        start = time.perf_counter()
        self.run()
        return (time.perf_counter() - start) * 1e3

    def _memory(self):
        lines = Path("/proc/self/status").read_text().splitlines()
        return {"kilobytes": next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))}


def main():
    name, models = sys.argv[1:]
    worker = Worker(importlib.import_module(_CONTENDERS[name]), Path(models))
    for line in sys.stdin:
        try:
            reply = worker.answer(json.loads(line))
        except Exception as failure:  # one model's failure must not end the others' comparison
            reply = {"error": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()

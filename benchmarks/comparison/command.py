"""Measures what is asked for, and has the page written."""

import contextlib
import sys
import time

from comparison import costs, machine, methods, options, quick, report, together
from comparison.cases import Catalog
from comparison.contenders import TUNED, Contenders, build
from comparison.process import ContenderFailed
from comparison.results import Results
from comparison.rounds import Rounds


def main(description):
    wanted = options.read(description)
    if not (wanted.models_dir / "models.json").exists():
        sys.exit(f"No models in {wanted.models_dir}; benchmarks/peers/README.md says how to write them.")
    keep = wanted.keep or wanted.report_only or wanted.prepare_only
    results = Results(keep, "quick.json" if wanted.quick else f"results{'-' + wanted.vectors if wanted.vectors else ''}.json")
    try:
        if wanted.prepare_only:
            Comparison(wanted, results).compile()
            return
        if not wanted.report_only:
            Comparison(wanted, results).run()
    except ContenderFailed as failure:
        sys.exit(str(failure))
    if wanted.quick:
        sys.exit(_compare(results, wanted.out))
    wanted.out.write_text(report.page(results))
    print(f"Wrote {wanted.out} and {results.publish()}")


def _compare(results, last):
    page = quick.part(last.read_text())
    compared = quick.rows(results.section("attributions"), page)
    words, good = quick.verdict(compared, page)
    print(f"\n{quick.table(compared)}\n{words}")
    return 0 if good else 1


class Comparison:
    def __init__(self, wanted, results):
        self._wanted = wanted
        self._results = results
        self._catalog = Catalog(wanted.models_dir)
        self._models = wanted.models or self._catalog.names()
        self._rounds = Rounds(wanted.rounds, wanted.round_seconds)
        self._contenders = Contenders(wanted.python, wanted.models_dir, wanted.java_argument, wanted.vectors)
        self._start = time.monotonic()

    def run(self):
        build()
        for name, value in machine.describe(self._wanted.python, self._wanted.vectors).items():
            self._results.put("machine", name, value)
        for section in self._wanted.sections:
            getattr(self, f"_{section}")()

    def compile(self):
        """torch keeps what it compiled."""
        for model in self._models:
            for case in self._cases(model) if TUNED in self._names(model) else ():
                self._say(f"compiles {case.key}")
                with self._contenders.start(TUNED) as contender:
                    contender.ask(do="prepare", **case.question())

    def _names(self, model):
        return [name for name in self._wanted.contenders if f"{name}:{model}" not in self._wanted.leave_out]

    def _cases(self, model):
        return self._catalog.cases([model], self._wanted.layers, self._wanted.batches)

    def _attributions(self):
        for model in self._models:
            with contextlib.ExitStack() as stack:
                running = [stack.enter_context(self._contenders.start(name)) for name in self._names(model)]
                for case in self._cases(model):
                    self._say(case.key)
                    millis = self._rounds.measure({contender: case.question() for contender in running})
                    self._results.put("attributions", case.key, millis)

    def _methods(self):
        for case in methods.chosen(self._models, self._wanted.methods):
            for batch in (batch for batch in methods.BATCHES if batch in self._wanted.batches):
                key = f"{case.name} | {case.model} | {batch}"
                self._say(key)
                millis = methods.measure(self._contenders, self._rounds, case, batch)
                peaks = methods.peaks(self._contenders, case, batch)
                self._results.put("methods", key, {"millis": millis, "peaks": peaks})

    def _costs(self):
        for model in self._models:
            case = self._catalog.case(model, "middle", 8)
            self._say(f"costs of {model}")
            self._results.put("costs", model, costs.library(self._contenders, case))
            self._results.put("peaks", model, costs.peaks(self._contenders, case))

    def _starts(self):
        for model in self._models:
            self._say(f"starts of {model}")
            case = self._catalog.case(model, "middle", 1)
            self._results.put("starts", model, costs.cold_starts(self._contenders, case, self._wanted.cold_starts))

    def _together(self):
        for model in self._models:
            if self._catalog.classes(model) >= together.TARGETS:
                self._say(f"targets of {model}")
                case = self._catalog.case(model, "deep", 1)
                self._results.put("targets", model, together.many_targets(self._contenders, self._rounds, case))
        for batch in (1, 8) if together.ALL_LAYERS_OF in self._models else ():
            self._say(f"all layers, batch {batch}")
            self._results.put("layers", str(batch), together.all_layers(self._contenders, self._rounds, batch))

    def _say(self, what):
        print(f"{time.monotonic() - self._start:6.0f} s  {what}", flush=True)

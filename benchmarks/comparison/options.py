"""What is asked for on the command line."""

import argparse
from pathlib import Path

from comparison import quick
from comparison.cases import BATCHES, DEPTHS
from comparison.contenders import HERE, NAMES, NARROWED, ROOT, WORK

SECTIONS = ("attributions", "methods", "costs", "starts", "together")


def read(description):
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--python", default="python3", help="the interpreter that has the peers (default: python3)")
    add("--models-dir", type=Path, default=HERE / "target" / "models", help="where peers/models.py wrote the models")
    add("--models", nargs="+", metavar="NAME", help="default: all of them")
    add("--batches", nargs="+", type=int, default=BATCHES, metavar="N", help="default: 1 8 32")
    add("--methods", nargs="+", metavar="NAME", help="such as DeepLIFT Grad-CAM; default: all of them")
    add("--layers", nargs="+", choices=DEPTHS, default=DEPTHS, help="default: early middle last")
    add("--contenders", nargs="+", choices=NAMES, default=NAMES, help="default: all of them")
    add("--leave-out", nargs="+", default=(), metavar="CONTENDER:MODEL", help="such as torch-compile:lstm")
    add("--sections", nargs="+", choices=SECTIONS, default=SECTIONS, help="default: all of them")
    add("--rounds", type=int, default=5, metavar="N", help="how often contenders take turns (default: 5)")
    add("--round-seconds", type=float, default=0.3, metavar="S", help="how long a turn should take (default: 0.3)")
    add("--cold-starts", type=int, default=3, metavar="N", help="how many starts are timed (default: 3)")
    add("--quick", action="store_true", help="five minutes: middle layers at batches 1 and 8 beside the last page; exits with 1 where slower")
    add("--prepare-only", action="store_true", help="only have torch-compile compile what it will be asked for")
    add("--keep", action="store_true", help="keep the rows of the last run that this one does not measure again")
    add("--report-only", action="store_true", help="measure nothing, write the page of the last run again")
    add("--java-argument", action="append", default=[], metavar="ARG", help="for the library's JVM, such as -Xmx1g")
    add("--out", type=Path, default=ROOT / "docs" / "performance.md", help="default: docs/performance.md")
    add("--vectors", choices=NARROWED, help="have all do with fewer vector instructions; the page is then no default")
    wanted = parser.parse_args()
    if wanted.vectors and wanted.out == parser.get_default("out"):
        wanted.out = WORK / f"performance-{wanted.vectors}.md"
    return _quick(wanted) if wanted.quick else wanted


def _quick(wanted):
    wanted.sections, wanted.layers, wanted.batches = ("attributions",), quick.LAYERS, quick.BATCHES
    wanted.contenders, wanted.rounds = quick.CONTENDERS, quick.ROUNDS
    return wanted

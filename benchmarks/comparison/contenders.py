"""How each contender is started."""

import os
import subprocess
from pathlib import Path

from comparison.process import Contender

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "benchmarks"
WORK = HERE / "target" / "comparison"

LIBRARY = "attributable"
PEERS = ("tf", "captum")
TUNED = "torch-compile"
NAMES = (LIBRARY, *PEERS, TUNED)

_CLASS_PATH = HERE / "target" / "worker-classpath.txt"


# As docs/running.md advises those who deploy, and as the command line does; not those who explain once.
_POOLS = {"TF_OVERRIDE_GLOBAL_THREADPOOL": "1"}
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
LONG_LIVED = ["-XX:+UseParallelGC"]
LARGE_RESULTS = [*LONG_LIVED, "-Xms2g", "-XX:+AlwaysPreTouch"]


class Contenders:
    def __init__(self, python, models, java_arguments):
        self._python = python
        self._models = Path(models).resolve()
        self._java_arguments = java_arguments
        WORK.mkdir(parents=True, exist_ok=True)

    def start(self, name, label=None, jvm=LONG_LIVED):
        """A process; `label` tells two of one kind apart, `jvm` is said to the library's alone."""
        command = self._library(jvm) if name == LIBRARY else self._peer(name)
        pools = _POOLS if name == LIBRARY and jvm != SHORT_LIVED else {}
        environment = os.environ | _quiet() | pools
        return Contender(label or name, command, WORK / f"{name}.log", environment)

    def _library(self, jvm):
        class_path = f"{HERE / 'target' / 'classes'}{os.pathsep}{_CLASS_PATH.read_text().strip()}"
        arguments = [*jvm, *self._java_arguments, "-cp", class_path]
        return [_java(), *arguments, "io.attributable.benchmarks.Worker", str(self._models)]

    def _peer(self, name):
        return [self._python, str(HERE / "peers" / "worker.py"), name, str(self._models)]


def build():
    """Has Maven build the library's contender and say what it needs."""
    arguments = os.environ.get("ATTRIBUTABLE_MVN_ARGS", "").split()
    goals = ["package", "dependency:build-classpath"]
    options = ["-Dmdep.includeScope=runtime", f"-Dmdep.outputFile={_CLASS_PATH.relative_to(HERE)}"]
    subprocess.run(
        ["mvn", "-q", "-B", "-Dmaven.test.skip=true", "-pl", "benchmarks", "-am", *arguments, *goals, *options],
        cwd=ROOT,
        check=True,
    )


def java_version():
    return subprocess.run([_java(), "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]


def _java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def _quiet():
    """The peers must not look for a GPU, and what torch compiles is kept from run to run."""
    return {
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "TORCHINDUCTOR_CACHE_DIR": os.environ.get("TORCHINDUCTOR_CACHE_DIR", str(WORK / "compiled")),
    }

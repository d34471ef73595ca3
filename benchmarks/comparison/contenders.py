"""How each contender is started."""

import os
import shutil
import subprocess
from pathlib import Path

from comparison.process import Contender

ROOT = Path(__file__).resolve().parents[2]
HERE = ROOT / "benchmarks"
WORK = HERE / "target" / "comparison"

LIBRARY = "attributable"
KEPT = "attributable, kept"
PEERS = ("tf", "captum")
TUNED = "torch-compile"
NAMES = (LIBRARY, *PEERS, TUNED)

_CLASS_PATH = HERE / "target" / "worker-classpath.txt"
_KEPT = WORK / "kept"
_CLASSES = _KEPT / "classes.jsa"
_KEEPING = f"plans={_KEPT / 'plans'}"


# As docs/running.md advises those who deploy, and as the command line does; not those who explain once.
_POOLS = "pools"
SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
LONG_LIVED = ["-XX:+UseSerialGC"]
LARGE_RESULTS = ["-XX:+UseParallelGC", "-Xms2g", "-XX:+AlwaysPreTouch"]


# TensorFlow in Python leaves oneDNN alone on processors without VNNI; images take half of the time with it.
_ONE_DNN = {"TF_ENABLE_ONEDNN_OPTS": "1"}

# How oneDNN, torch and MKL are told to do with fewer vector instructions than the processor has.
NARROWED = {
    "avx2": {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"},
}


class Contenders:
    def __init__(self, python, models, java_arguments, vectors=None):
        self._python = python
        self._models = Path(models).resolve()
        self._java_arguments = java_arguments
        self._environment = os.environ | _quiet() | NARROWED.get(vectors, {})
        WORK.mkdir(parents=True, exist_ok=True)

    def start(self, name, label=None, jvm=LONG_LIVED):
        """A process; `label` tells two of one kind apart, `jvm` is said to the library's alone."""
        if name == LIBRARY:
            return self._start(label or name, jvm, *([] if jvm == SHORT_LIVED else [_POOLS]))
        return Contender(label or name, self._peer(name), WORK / f"{name}.log", self._environment | _ONE_DNN)

    def keep(self, case):
        """Leaves classes and plans for later starts, in two: an archive has what was loaded, and the first loads what makes plans."""
        shutil.rmtree(_KEPT, ignore_errors=True)
        _KEPT.mkdir()
        for _ in range(2):
            _CLASSES.unlink(missing_ok=True)
            with self._start(LIBRARY, ["-XX:TieredStopAtLevel=1", f"-XX:ArchiveClassesAtExit={_CLASSES}"], _KEEPING) as kept:
                kept.ask(do="prepare", **case.question())

    def start_kept(self):
        """The library where classes and plans were kept, as docs/running.md advises those who start often."""
        return self._start(LIBRARY, [*SHORT_LIVED, f"-XX:SharedArchiveFile={_CLASSES}"], _KEEPING)

    def _start(self, name, jvm, *said):
        return Contender(name, self._library(jvm, *said), WORK / f"{LIBRARY}.log", self._environment)

    def _library(self, jvm, *said):
        arguments = [*jvm, *self._java_arguments, "-cp", os.pathsep.join(_class_path())]
        return [_java(), *arguments, "io.attributable.benchmarks.Worker", str(self._models), *said]

    def _peer(self, name):
        return [self._python, str(HERE / "peers" / "worker.py"), name, str(self._models)]


def _class_path():
    """What an application needs that explains: the backend and Jackson. In jars, as of folders no classes can be kept."""
    (own,) = (jar for jar in (HERE / "target").glob("attributable-benchmarks-*.jar") if not jar.stem.endswith("-sources"))
    needed = {Path(entry).name for entry in _entries(ROOT / "tf-backend" / "target")}
    others = [entry for entry in _entries(HERE / "target") if Path(entry).name in needed or "attributable-tf-backend" in entry]
    return [str(own), *others]


def _entries(target):
    return (target / _CLASS_PATH.name).read_text().strip().split(os.pathsep)


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

"""Explains models of many makers layer by layer, and holds every layer against TensorFlow's own gradients.

    python sweep.py list
    python sweep.py run DIR [NAME ...]      exports what DIR lacks, explains, compares; one process per model and step
    python sweep.py report DIR              writes docs/architectures.md; fails if a layer is off
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import catalogue
import explain
import report

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LONGEST = 600  # seconds
ENVIRONMENT = {
    "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0", "SM_FRAMEWORK": "tf.keras", "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "1",  # without, gradients of grouped convolutions have no kernel
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["list", "run", "report"])
    parser.add_argument("directory", type=Path, nargs="?")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--environments", type=Path, default=Path("venvs"), help="where the virtual environments lie")
    parser.add_argument("--program", default=str(ROOT / "attributable"), help="the command line")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_intermixed_args()
    if arguments.command == "list":
        print(*(f"{name}  {model.environment}" for name, model in catalogue.MODELS.items()), sep="\n")
    elif arguments.command == "run":
        _run_all(arguments)
    else:
        sys.exit(not report.write(arguments.directory, ROOT / "docs" / "architectures.md"))


def _run_all(arguments):
    names = arguments.names or list(catalogue.MODELS)
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for name, said in zip(names, pool.map(lambda n: _run(arguments, n), names)):
            print(f"{name}: {said}", flush=True)


def _run(arguments, name):
    directory = (arguments.directory / name).resolve()
    directory.mkdir(parents=True, exist_ok=True)
    model = catalogue.MODELS[name]
    if not (directory / "case.json").exists() and not _python(arguments, model.environment, "export", name, directory):
        return f"cannot be exported, see {directory / 'export.log'}"
    shutil.rmtree(directory / "replies", ignore_errors=True)
    for stale in ("checks.json", "explained.json"):
        (directory / stale).unlink(missing_ok=True)
    explain.explain(shlex.split(arguments.program), directory)
    if not _python(arguments, "keras3", "checks", directory):
        return f"cannot be compared, see {directory / 'checks.log'}"
    return report.line(directory)


def _python(arguments, environment, script, *given):
    """One process per step: names and counters start afresh, and versions of Keras cannot share one."""
    variables = {**os.environ, **ENVIRONMENT}
    if environment == "tfkeras":
        variables["TF_USE_LEGACY_KERAS"] = "1"
    python = arguments.environments.absolute() / environment / "bin" / "python"
    with (Path(given[-1]) / f"{script}.log").open("w") as log:
        command = ["nice", "-n", "10", str(python), str(HERE / f"{script}.py"), *map(str, given)]
        try:
            return subprocess.run(command, env=variables, stdout=log, stderr=log, timeout=LONGEST).returncode == 0
        except subprocess.TimeoutExpired:
            return False


if __name__ == "__main__":
    main()

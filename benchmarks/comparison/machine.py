"""On what, and with what, was measured."""

import os
import platform
import re
import subprocess
from pathlib import Path

from comparison.contenders import ROOT, java_version

_PACKAGES = ("tensorflow-cpu", "keras", "torch", "captum", "numpy")


def describe(python, vectors=None):
    return {
        "processor": processor() + (f" with {vectors} alone" if vectors else ""),
        "cores": os.cpu_count(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "Java": java_version(),
        "TensorFlow Java": re.search("<tensorflow.version>(.*)<", (ROOT / "pom.xml").read_text())[1],
        "Python": _versions(python),
        "commit": _commit(),
    }


def processor():
    text = Path("/proc/cpuinfo").read_text()
    name = re.search("model name\\s*: (.*)", text)[1]
    wide = [flag for flag in ("avx2", "avx512f", "avx512_bf16", "amx_tile") if re.search(f"\\b{flag}\\b", text)]
    return f"{name} ({', '.join(wide)})"


def _versions(python):
    code = f"from importlib.metadata import version as v; import sys; print(sys.version.split()[0], *[f'{{p}} {{v(p)}}' for p in {_PACKAGES}], sep=', ')"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _commit():
    return subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()

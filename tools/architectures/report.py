"""Makes the table of docs/architectures.md of what the sweep found."""

import json
from collections import Counter
from pathlib import Path

TOLERANCE = 2e-4
HEAD = Path(__file__).resolve().parent / "report_head.md"


def write(directory, document):
    """Whether every model came out right."""
    found = [_read(path) for path in sorted(directory.iterdir()) if (path / "case.json").exists()]
    compared = [entry for entry in found if entry[3]]
    rows = [_row(*entry) for entry in compared]
    head = HEAD.read_text().format(**_totals(compared))
    document.write_text(head + "\n".join(rows) + "\n")
    faults = [f"{directory.name}: {fault}" for directory, *rest in found for fault in _faults(*rest)]
    print(*faults, sep="\n")
    return not faults


def line(directory):
    _, case, explained, checks = _read(directory)
    faults = _faults(case, explained, checks)
    deviation = _largest(case, checks)
    text = f"{len(explained['explained'])} of {explained['layers']} layers, deviation {deviation:.0e}"
    text += f", verify {_verdicts(explained)}, {sum(explained['seconds'].values()):.0f} s"
    return text + "".join(f"\n    {fault}" for fault in faults[:8])


def _read(path):
    return path, *(json.loads(p.read_text()) if (p := path / f"{x}.json").exists() else {} for x in ("case", "explained", "checks"))


def _faults(case, explained, checks):
    faults = list(explained.get("contradictions", ["was not explained"]))
    deviations = {} if case.get("random") else checks.get("deviations", {})
    faults += [f"{x} is off by {d:.0e}" for x, d in deviations.items() if not d <= TOLERANCE]
    faults += [f"{x} is another layer's" for x in (checks.get("names") or {}).get("wrong", [])]
    faults += [f"verify says that {x} disagrees" for x, v in explained.get("verify", {}).items() if "disagree" in v or "status" in v]
    return faults if checks else [*faults, "was not compared"]


def _largest(case, checks):
    return 0.0 if case.get("random") else max(checks.get("deviations", {}).values(), default=0.0)


def _verdicts(explained):
    counts = Counter(explained.get("verify", {}).values())
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common()) or "–"


def _refused(explained):
    return ", ".join(f"{n} `{code}`" for code, n in sorted(explained.get("refused", {}).items(), key=str)) or "–"


def _row(directory, case, explained, checks):
    names = checks.get("names")
    named = "–" if not names else f"{names['checked'] - len(names['wrong'])} of {names['checked']}"
    cells = [
        f"`{directory.name}`", case["source"], case["exporter"], str(explained.get("layers", 0)),
        str(len(explained.get("explained", []))), _refused(explained), _deviation(case, checks), named, _verdicts(explained),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _deviation(case, checks):
    if case.get("random") or not checks.get("deviations"):
        return "random" if case.get("random") else "–"
    return f"{_largest(case, checks):.0e}"


def _totals(found):
    explained = sum(len(x.get("explained", [])) for _, _, x, _ in found)
    worst = max((_largest(x, c) for _, x, _, c in found), default=0)
    sources = {case["source"].split()[0] for _, case, *_ in found}
    return {"models": len(found), "sources": len(sources), "layers": explained, "worst": f"{worst:.0e}"}

"""Drives the command line over one model: preflight, explain, verify; keeps what it said."""

import json
import subprocess
import time
from pathlib import Path

VERIFIED = 3
LONGEST = 300  # seconds


class CommandLine:
    def __init__(self, program, directory):
        self.program, self.directory = program, directory
        self.model = str(directory / "model")
        self.seconds = {}

    def run(self, command, *arguments):
        """Standard output; errors and exit status go to COMMAND.log."""
        begin = time.monotonic()
        try:
            done = subprocess.run(
                [*self.program, command, self.model, *map(str, arguments)],
                capture_output=True, text=True, timeout=LONGEST,
            )  # fmt: skip
            status, out, error = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            status, out, error = "timeout", "", ""
        self.seconds[command] = round(time.monotonic() - begin, 1)
        (self.directory / f"{command}.log").write_text(f"{error}\nexit status {status}\n")
        return status, out


def explain(program, directory):
    """Explains all layers and writes DIRECTORY/explained.json."""
    case = json.loads((directory / "case.json").read_text())
    line = CommandLine(program, directory)
    options = ["--signature", case["signature"]] + (["--output", case["output"]] if case["output"] else [])
    status, out = line.run("preflight", *options, "--port", "output", "--json")
    preflight = _json(out)
    (directory / "preflight.json").write_text(out)
    result = {"preflight": status, "layers": 0, "seconds": line.seconds}
    if preflight and "layers" in preflight:
        entries = preflight["layers"]
        result["layers"] = len({e["layer"] for e in entries})
        (directory / "requests.jsonl").write_text("\n".join(map(json.dumps, _requests(case, entries))))
        result["explain"], _ = line.run(
            "explain", "--requests", directory / "requests.jsonl", "--signature", case["signature"], "--out", directory / "replies"
        )
        result.update(_compare(directory, entries))
        result["verify"] = _verify(line, case, result["explained"])
    (directory / "explained.json").write_text(json.dumps(result, indent=1))
    return result


def _json(out):
    try:
        return json.loads(out)
    except ValueError:
        return None


def _requests(case, entries):
    """All layers at once by gradient, by their names by gradient × activation, and each refused one alone."""
    common = {"inputs": {name: f"{name}.npy" for name in case["inputs"]}}
    if case["output"]:
        common["output"] = case["output"]
    target = case["target"]
    if target is not None:
        common["target"] = {"index": target} if isinstance(target, list) else target
    yield {"id": "all", "layers": "all", "mode": "local", "prediction": True, **common}
    good = [e["layer"] for e in entries if e["explainable"]]
    yield {"id": "named", "layers": good, "mode": "global", **common}
    for i, entry in enumerate(e for e in entries if not e["explainable"]):
        yield {"id": f"refused-{i}", "layers": [entry["layer"]], **common}


def _compare(directory, entries):
    """What was explained and refused, and where explain does not do what preflight said."""
    replies = {
        path.parent.name: json.loads(path.read_text()) for path in (directory / "replies").glob("*/attribution.json")
    }
    good = [e["layer"] for e in entries if e["explainable"]]
    refused = [e for e in entries if not e["explainable"]]
    everything = [layer["layer"] for layer in replies.get("all", {}).get("layers", [])]
    contradictions = [f"--all-layers lacks {x}" for x in good if x not in everything]
    contradictions += [f"--all-layers has {x}" for x in everything if x not in good]
    for name, reply in replies.items():
        if "error" in reply and name.startswith(("named", "all")):
            contradictions.append(f"{name}: {reply['error']['message']}")
    codes = {}
    for i, entry in enumerate(refused):
        promised = entry.get("problem", {}).get("code")
        given = replies.get(f"refused-{i}", {}).get("error", {}).get("code", "explained" if f"refused-{i}" in replies else "nothing")
        codes[promised] = codes.get(promised, 0) + 1
        if promised != given:
            contradictions.append(f"{entry['layer']}: preflight says {promised}, explain {given}")
    return {"explained": everything, "refused": codes, "contradictions": contradictions}


def _verify(line, case, layers):
    """Verdicts of the first layer, the last and one between."""
    if not layers:
        return {}
    chosen = list(dict.fromkeys([layers[0], layers[len(layers) // 2], layers[-1]]))
    options = [x for layer in chosen for x in ("--layer", layer)]
    options += [x for name in case["inputs"] for x in ("--input", f"{name}={line.directory / name}.npy")]
    options += ["--signature", case["signature"], "--directions", 3, "--json"]
    options += ["--output", case["output"]] if case["output"] else []
    target = case["target"]
    if target is not None:
        options += ["--target", "(" + ",".join(map(str, target)) + ")" if isinstance(target, list) else target]
    status, out = line.run("verify", *options)
    (line.directory / "verify.json").write_text(out)
    found = _json(out)
    return {x["layer"]: x["verdict"] for x in found["layers"]} if found and "layers" in found else {"all": f"status {status}"}

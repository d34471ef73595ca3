"""Exports explanations of all fixtures and holds them, in Python, against the golden arrays.

    venv/bin/python tools/explained/check.py --work DIR [--only k3_cnn ...] [--most 2] [--command ./attributable]

For each model one copy is made that has a signature for every signature, output, port and kind of
target of its golden cases. Then, of that copy:

* each golden case's arrays are compared with what `tf.saved_model.load(...).signatures` gives;
* each original signature is asked in the original and in the copy, whose numbers must be the same
  bit by bit;
* `saved_model_cli show` and `run` are tried;
* what else the loaded object can be asked, such as `model(x)`, must give the same as in the original;
* a copy by integrated gradients of the inputs is held against Python's tape and NumPy's quadrature,
  for the examples of a case, for one, and for eight. captum's own model is asked for captum's numbers.
"""

import argparse
import collections
import contextlib
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from absl import flags
from tensorflow.python.tools import saved_model_cli

ROOT = pathlib.Path(__file__).resolve().parents[2]
MODELS = ROOT / "fixtures" / "models"
GOLDEN = ROOT / "fixtures" / "golden"
EXPORT = "attributable"

# As in the tests of the library: each number may be off by this part of the largest one.
TOLERANCE = 2e-4

# Few, and uneven: what is compared are the same points.
STEPS = 7

GAUSS = ["--quadrature", "gauss-legendre"]
CAPTUM = [
    ("input:x", "integrated-gradients", [], [0, 390.179359, 0]),
    ("linear1", "integrated-gradients", [], [90.179359, 100, 100, 100]),
    ("linear1", "conductance", GAUSS, [89.572585, 99.890999, 99.890999, 99.890999]),
    ("linear1", "conductance", [], [88, 100, 100, 100]),
    ("linear1", "internal-influence", [], [0.901794, 1, 1, 1]),
]


class Failures:
    """What was not as it should be, and how much was looked at."""

    def __init__(self):
        self.found = []
        self.looked = collections.Counter()
        self.farthest = 0.0

    def look(self, what, right, message):
        self.looked[what] += 1
        if not right:
            self.found.append(f"{what}: {message}")
            print("FAILED", what, message, flush=True)


def cases(model):
    """The cases that an exported signature can answer."""
    for case in json.loads((GOLDEN / f"{model}.json").read_text())["cases"]:
        if "expected" in case and case["weights"] is None:
            yield case


def groups(model):
    """Cases that one signature can answer together."""
    found = collections.defaultdict(list)
    for case in cases(model):
        predicted = case["target"] == "predicted"
        key = case["signature"], case["output"], case["port"], predicted, case["unused"]
        found[key].append(case)
    return dict(sorted(found.items(), key=lambda item: item[0][4]))


def export(command, model, signature, group, source, to):
    original, output, port, predicted, _ = group[0]
    layers = list(dict.fromkeys(layer for case in group[1] for layer in case["layers"]))
    words = [*command, "export", str(source), "--signature", original, "--layer", *layers]
    words += ["--port", port, "--mode", "both", "--as", signature, "--out", str(to)]
    words += ["--output", output] if output else []
    words += ["--target", "predicted"] if predicted else []
    done = subprocess.run(words, capture_output=True, text=True)
    return done.returncode == 0, done.stdout + done.stderr


def make(command, model, work, most, failures):
    """A copy with a signature per group; their names and cases."""
    source, signatures = MODELS / model, {}
    for number, group in enumerate(list(groups(model).items())[:most]):
        signature = f"explain_{number}"
        to = work / f"{model}.{number}"
        shutil.rmtree(to, ignore_errors=True)
        done, said = export(command, model, signature, group, source, to)
        if not done and group[0][4] == "zeros" and "[UnusedLayer]" in said:
            failures.looked["layers refused, as no part of the output depends on them"] += 1
            continue
        failures.look("exports", done, f"{model} {group[0]}: {said}")
        if done:
            if source != MODELS / model:
                shutil.rmtree(source)
            source = to
            signatures[signature] = group[1]
    return source, signatures


def target(case, function, examples):
    """The target as the signature takes it."""
    wanted = function.structured_input_signature[1].get("target")
    if wanted is None:
        return {}
    value = case["target"]
    each = next(iter(value.values())) if isinstance(value, dict) else value
    array = np.asarray(each, np.int64)
    width = 1 if wanted.shape.rank == 1 else wanted.shape[1]
    rows = array.reshape(-1, width) if array.ndim else array.reshape(1, 1)
    rows = np.broadcast_to(rows, (examples, width))
    return {"target": tf.constant(rows[:, 0] if wanted.shape.rank == 1 else rows)}


def inputs(case):
    return {name: np.load(GOLDEN / file) for name, file in case["inputs"].items()}


def tensors(arrays, function):
    specs = function.structured_input_signature[1]
    return {name: tf.constant(array, specs[name].dtype) for name, array in arrays.items()}


def outputs(case, layer, count):
    prefix = "attribution/" if case["mode"] == "global" else "gradient/"
    name = prefix + layer
    return [name] if count == 1 else [f"{name}/{index}" for index in range(count)]


def number_of_examples(case):
    return next((len(a) for a in inputs(case).values() if a.ndim), 1)


def compare(model, function, case, failures):
    given = tensors(inputs(case), function)
    results = function(**given, **target(case, function, number_of_examples(case)))
    for expected in case["expected"]:
        names = outputs(case, expected["layer"], len(expected["tensors"]))
        for name, file in zip(names, expected["tensors"]):
            wanted = np.load(GOLDEN / file).astype(np.float64)
            actual = results[name].numpy().astype(np.float64)
            message = f"{model} {case['id']} {name}"
            failures.look("shapes", wanted.shape == actual.shape, message)
            if wanted.shape == actual.shape and wanted.size:
                scale = max(np.abs(wanted).max(), 1e-30)
                distance = np.abs(wanted - actual).max() / scale
                allowed = case.get("tolerance", TOLERANCE)
                if "tolerance" not in case:
                    failures.farthest = max(failures.farthest, distance)
                failures.look("arrays", distance <= allowed, f"{message}: {distance}")


def same(a, b):
    a, b = tf.nest.flatten(a), tf.nest.flatten(b)
    return len(a) == len(b) and all(
        x.dtype == y.dtype and x.numpy().tobytes() == y.numpy().tobytes() for x, y in zip(a, b)
    )


def compare_originals(model, original, copy, failures):
    asked = {}
    for case in cases(model):
        asked.setdefault((case["signature"], str(case["inputs"])), case)
    for (signature, _), case in asked.items():
        given = tensors(inputs(case), original.signatures[signature])
        before = original.signatures[signature](**given)
        after = copy.signatures[signature](**given)
        failures.look("original signatures", same(before, after), f"{model} {signature}")


def compare_objects(model, original, copy, failures):
    """Asks whatever functions of the root take the inputs of some case, by position."""
    arrays = list(inputs(next(iter(cases(model)))).values())
    names = [name for name in dir(original) if not name.startswith("__")] + ["__call__"]
    for name in names:
        before = getattr(original, name, None)
        if not isinstance(before, tf.types.experimental.GenericFunction) and name != "__call__":
            continue
        try:
            wanted = before(*[tf.constant(array) for array in arrays])
        except Exception:
            continue
        actual = getattr(copy, name)(*[tf.constant(array) for array in arrays])
        failures.look("object-level calls", same(wanted, actual), f"{model}.{name}")


def quietly(command, *words):
    """Runs saved_model_cli without a process of its own."""
    said = io.StringIO()
    flags.FLAGS(["saved_model_cli", *words])
    with contextlib.redirect_stdout(said):
        {"show": saved_model_cli.show, "run": saved_model_cli.run}[command]()
    return said.getvalue()


def run(copy, signature, arrays, outputs, work):
    """`saved_model_cli run`; what it said when it failed. Folders in names it does not make."""
    for name in outputs:
        (work / "run" / name).parent.mkdir(parents=True, exist_ok=True)
    given = []
    for name, array in arrays.items():
        file = work / f"input_{len(given)}.npy"
        np.save(file, array)
        given.append(f"{name}={file}")
    words = ["--dir", str(copy), "--tag_set", "serve", "--signature_def", signature, "--noall"]
    words += ["--inputs", ";".join(given), "--outdir", str(work / "run"), "--overwrite"]
    try:
        quietly("run", *words)
    except Exception as e:
        return repr(e)
    return ""


def command_line(model, copy, signature, case, function, work, failures):
    shown = quietly("show", "--dir", str(copy), "--all")
    failures.look("saved_model_cli show", f"signature_def['{signature}']" in shown, model)
    arrays = inputs(case)
    wanted = target(case, function, number_of_examples(case))
    given = {**arrays, **{name: tensor.numpy() for name, tensor in wanted.items()}}
    said = run(copy, signature, given, function.structured_outputs, work)
    if said and run(MODELS / model, case["signature"], arrays, [], work):
        failures.looked["saved_model_cli run, as impossible as in the original"] += 1
        print("neither runs", model, said[:200])
    else:
        failures.look("saved_model_cli run", not said, f"{model}: {said}")


def keras(model, copy, failures):
    if not (copy / "keras_metadata.pb").exists():
        return
    import tf_keras

    arrays = list(inputs(next(iter(cases(model)))).values())
    given = arrays[0] if len(arrays) == 1 else arrays
    before = tf_keras.models.load_model(MODELS / model)(given)
    after = tf_keras.models.load_model(copy)(given)
    failures.look("Keras reloads", same(before, after), model)


def integrated_gradients(function, given, moved, name):
    """By Python's tape: the largest output of each example, from zeros, with NumPy's nodes."""
    nodes, weights = np.polynomial.legendre.leggauss(STEPS)
    flat = lambda values: tf.reshape(values, [tf.shape(values)[0], -1])
    chosen = tf.argmax(flat(function(**given)[name]), axis=1)
    sums = [tf.zeros_like(given[each]) for each in moved]
    for node, weight in zip((nodes + 1) / 2, weights / 2):
        points = {each: given[each] * tf.cast(node, given[each].dtype) for each in moved}
        with tf.GradientTape() as tape:
            tape.watch(points)
            output = flat(function(**{**given, **points})[name])
            value = tf.gather(output, chosen, batch_dims=1)
        found = tape.gradient(value, points, unconnected_gradients="zero")
        sums = [s + tf.cast(weight, s.dtype) * found[each] for s, each in zip(sums, moved)]
    return {each: (s * given[each]).numpy() for s, each in zip(sums, moved)}


def close(message, wanted, actual, failures):
    failures.look("shapes at points", wanted.shape == actual.shape, message)
    if wanted.shape == actual.shape and wanted.size:
        scale = max(np.abs(wanted).max(), 1e-30)
        distance = np.abs(wanted.astype(np.float64) - actual).max() / scale
        failures.look("arrays at points", distance <= TOLERANCE, f"{message}: {distance}")


def case_of_output(model, original):
    """The first case that explains an output of its signature, and the output's name."""
    for case in cases(model):
        outputs = list(original.signatures[case["signature"]].structured_outputs)
        if case["output"] in outputs or (case["output"] is None and len(outputs) == 1):
            return case, case["output"] or outputs[0]
    return None, None


def check_points(command, model, work, failures):
    """Integrated gradients of a model's inputs, where they are numbers of examples."""
    original = tf.saved_model.load(str(MODELS / model))
    case, output = case_of_output(model, original)
    specs = original.signatures[case["signature"]].structured_input_signature[1] if case else {}
    moved = sorted(name for name, spec in specs.items() if spec.dtype == tf.float32)
    open_rows = all(spec.shape.rank and spec.shape[0] is None for spec in specs.values())
    if not moved or not open_rows or set(inputs(case)) != set(specs):
        return
    to = work / f"{model}.points"
    shutil.rmtree(to, ignore_errors=True)
    words = ["export", str(MODELS / model), "--signature", case["signature"], "--out", str(to)]
    words += ["--layer", *[f"input:{name}" for name in moved], "--target", "predicted"]
    words += ["--output", output, "--method", "integrated-gradients", "--steps", str(STEPS), "--rows-at-once", "5"]
    done = subprocess.run([*command, *words], capture_output=True, text=True)
    if "[UnusedLayer]" in done.stdout + done.stderr:
        failures.looked["inputs refused, as the output does not depend on them"] += 1
        return
    failures.look("exports at points", done.returncode == 0, f"{model}: {done.stdout}{done.stderr}")
    explain = tf.saved_model.load(str(to)).signatures["explain"]
    arrays = inputs(case)
    for rows in (number_of_examples(case), 1, 8):
        given = {name: np.resize(array, (rows, *array.shape[1:])) for name, array in arrays.items()}
        given = tensors(given, original.signatures[case["signature"]])
        try:
            function = original.signatures[case["signature"]]
            wanted = integrated_gradients(function, given, moved, output)
        except (TypeError, LookupError):
            failures.looked["inputs that Python's tape does not get to, as through TF1's switches"] += 1
            return
        results = explain(**given)
        for name in moved:
            actual = results[f"integrated-gradients/input:{name}"].numpy()
            close(f"{model} {rows} of input:{name}", wanted[name], actual, failures)


def check_captum(command, work, failures):
    """captum 0.9.0's numbers for its BasicModel_MultiLayer at [0, 100, 0], target 0, 50 steps."""
    for number, (layer, method, options, wanted) in enumerate(CAPTUM):
        to = work / f"captum.{number}"
        shutil.rmtree(to, ignore_errors=True)
        words = ["export", str(MODELS / "captum_multilayer"), "--layer", layer, "--out", str(to)]
        words += ["--signature", "serving_default", "--method", method, *options]
        done = subprocess.run([*command, *words], capture_output=True, text=True)
        failures.look("exports for captum", done.returncode == 0, done.stdout + done.stderr)
        explain = tf.saved_model.load(str(to)).signatures["explain"]
        for rows in (1, 8):
            x = tf.constant([[0.0, 100.0, 0.0]] * rows)
            results = explain(x=x, target=tf.constant([0] * rows, tf.int64))
            actual = results[f"{method}/{layer}"].numpy()
            close(f"{method} {layer}", np.asarray([wanted] * rows), actual, failures)


def check(command, model, work, most, failures):
    copy, signatures = make(command, model, work, most, failures)
    if not signatures:
        return
    original, loaded = tf.saved_model.load(str(MODELS / model)), tf.saved_model.load(str(copy))
    for signature, answered in signatures.items():
        for case in answered:
            compare(model, loaded.signatures[signature], case, failures)
    compare_originals(model, original, loaded, failures)
    compare_objects(model, original, loaded, failures)
    keras(model, copy, failures)
    first, answered = next(iter(signatures.items()))
    function = loaded.signatures[first]
    check_points(command, model, work, failures)
    if model == "captum_multilayer":
        check_captum(command, work, failures)
    command_line(model, copy, first, answered[0], function, work, failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--command", nargs="+", default=[str(ROOT / EXPORT)])
    parser.add_argument("--most", type=int, help="the most signatures per model")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    models = sorted(path.stem for path in GOLDEN.glob("*.json"))
    failures = Failures()
    for model in arguments.only or models:
        before = len(failures.found)
        try:
            check(arguments.command, model, arguments.work, arguments.most, failures)
        except Exception as e:
            failures.look("models", False, f"{model}: {e!r}")
        print("ok" if len(failures.found) == before else "FAILED", model, flush=True)
    print(dict(failures.looked), "farthest", failures.farthest)
    print(len(failures.found), "failures")
    sys.exit(1 if failures.found else 0)


if __name__ == "__main__":
    main()

"""docs/performance.md, made of the raw numbers."""

from pathlib import Path

from comparison import goals, tables

_LIMITS = Path(__file__).with_name("limits.md")

_HEAD = """# Performance

Written by `benchmarks/compare`; `benchmarks/peers/README.md` says how to run it. Do not edit by hand.

The library and its peers explain the same layers of the same models with the same weights and the same inputs, from arrays to
arrays, each in a process of its own on all cores. They take turns, round by round; a time is the median over the rounds, ± half the
distance of the quartiles. Before anything is timed, all results are compared: whoever computes something else is no contender.

| contender | what |
|---|---|
| attributable | this library as it comes, with [`poolPerSession`](running.md#threads) and `-XX:+UseSerialGC` ([memory.md](memory.md#the-java-heap)) |
| tf | TensorFlow in Python: a `tf.function` with a `GradientTape`, on the Keras model cut at the layer; with oneDNN on all processors (`TF_ENABLE_ONEDNN_OPTS=1`) |
| captum | `LayerGradientXActivation` on the same architecture in torch |
| torch-compile | torch tuned by hand: compiled, channels last, frozen parameters, the model cut at the layer |

ResNet50, MobileNetV2 (width 0.35) and EfficientNetB0 take images of 96×96; the encoder has 12 blocks of width 256 and takes 128 tokens;
`vit` is ViT-Ti/16, 12 blocks of width 192, and takes images of 224×224; `bert` is BERT-Medium as KerasHub builds it, 8 blocks of width 512, and takes 128 tokens; the
LSTM has two layers of 128 units and takes 100 tokens. The gradient is that of one logit per example. `benchmarks/peers/catalog.py` names the layers.
"""

_METHODS = """captum's methods with the same parameters. Integrated gradients, DeepLIFT and SmoothGrad (of the saliency) are those of the input; of the encoder, integrated
gradients are those of its embeddings, and DeepLIFT and SmoothGrad are asked of its blocks alone, which take vectors. Grad-CAM is that of ResNet50's last convolution, and of the
encoder's eighth block. captum's DeepLIFT has no rules for attention, GELU and layer normalisation and takes their gradients: on the encoder it does less.
Noise is drawn by each for itself. Occlusion is of patches of 16×16 pixels, and of single tokens; captum is told to evaluate 32 perturbed inputs at once, the library finds out how many are good. *Peak* is the most memory that a process ever held that was asked for nothing else.
"""

_COSTS = """At the middle layer, batch 8. *Plan* is the time from the request to the first run, *first run* has TensorFlow rewrite the graph; both
happen once. *Forward* is the output alone by the plan's own graph, *bare run* the plan's run without the library around it, *overhead* what the
library adds. *Heap per call* is allocated on the Java heap, results included. *Peak* is the most memory that the process ever held.
"""

_STARTS = """From the start of the process to the first attribution of one example at the middle layer, files in the page cache. The
library runs as [running.md](running.md#short-lived-processes) advises for short-lived processes; *kept* has the JVM's classes and the plan from an earlier process, as Python has its
compiled modules. Python does not compile the model for a single example: TensorFlow runs eagerly.
"""

_LAYERS = """Both with the JVM options that [running.md](running.md#large-results) advises for large results.
"""


def page(results):
    others = results.others()
    parts = [_HEAD, _section("Goals", goals.table(results, *others)), *_measured(results, "##")]
    for other in others:
        parts += [f"## {other.processor}", *_measured(other, "###")]
    parts.append(_section("Where a goal is out of reach", _LIMITS.read_text()))
    return "\n".join(parts)


def _measured(results, level):
    parts = [("Machine", _machine(results.section("machine")))]
    attributions = results.section("attributions")
    if attributions:
        parts.append(("Ratios to the faster of tf and captum", tables.means(attributions)))
        parts.append(("Attributions", tables.attributions(attributions)))
    if results.section("methods"):
        parts.append(("Methods", _text(_METHODS, level) + tables.methods(results.section("methods"))))
    if results.section("costs"):
        costs = tables.costs(results.section("costs"), results.section("peaks"))
        parts.append(("Costs apart from that", _text(_COSTS, level) + costs))
    if results.section("starts"):
        parts.append(("Cold start", _text(_STARTS, level) + tables.starts(results.section("starts"))))
    if results.section("targets"):
        parts.append(("Many targets, two thirds deep, one example", tables.targets(results.section("targets"))))
    if results.section("layers"):
        layers = tables.layers(results.section("layers"))
        parts.append(("All layers of ResNet50 in one call", _text(_LAYERS, level) + layers))
    return [_section(title, text, level) for title, text in parts]


def _text(text, level):
    """What is measured is said once."""
    return f"{text}\n" if level == "##" else ""


def _section(title, text, level="##"):
    return f"{level} {title}\n{text}"


def _machine(section):
    return tables.table(["what", ""], section.items()).replace("---:", "---")

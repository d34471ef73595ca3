"""Other methods beside captum's: what is asked, and of which model."""

from dataclasses import dataclass, field

from comparison.contenders import LIBRARY

PEER = "captum"
BATCHES = (1, 8)
SAMPLED = 0.2  # of the sum of all sizes; both draw noise of their own
_MEMORY_RUNS = 3


@dataclass(frozen=True)
class MethodCase:
    name: str  # such as "Grad-CAM"; `--methods` picks by its first words
    model: str
    layer: str
    method: dict
    smooth: dict = field(default_factory=dict)
    same: bool = True  # whether captum computes the same

    def question(self, batch):
        more = {"smooth": self.smooth} if self.smooth else {}
        return {"model": self.model, "layers": [self.layer], "batch": batch, "method": self.method, **more}

    @property
    def tolerance(self):
        """How far sums may be apart; None for the default."""
        return SAMPLED if self.smooth else None if self.same else float("inf")


_INTEGRATED = {"name": "integrated-gradients", "baseline": 0.0, "steps": 50, "quadrature": "gauss-legendre"}
_OF_TOKENS = _INTEGRATED | {"baseline": {"tokens": 0}}
_GRAD_CAM = {"name": "grad-cam"}
_DEEPLIFT = {"name": "deeplift", "baseline": 0.0}
_SALIENCY = {"name": "saliency"}
# The library puts perturbed examples together by itself; captum is told how many.
_OCCLUSION = {"name": "occlusion", "baseline": 0.0}
_OF_PATCHES = _OCCLUSION | {"window": [16, 16, 3], "strides": [16, 16, 3]}
_OF_SINGLE_TOKENS = {"name": "occlusion", "baseline": {"tokens": 0}, "window": [1]}


def _noise(stdev):
    return {"kind": "smoothgrad", "samples": 20, "stdev": stdev, "seed": 0}


CASES = (
    MethodCase("integrated gradients, 50 steps", "resnet50", "input:*", _INTEGRATED),
    MethodCase("Grad-CAM", "resnet50", "conv5_block3_out", _GRAD_CAM),
    # captum's rule of pooling by maxima loses a part of the output's change.
    MethodCase("DeepLIFT", "resnet50", "input:*", _DEEPLIFT, same=False),
    MethodCase("SmoothGrad, 20 samples", "resnet50", "input:*", _SALIENCY, _noise(10.0)),
    MethodCase("occlusion, 36 patches", "resnet50", "input:*", _OF_PATCHES),
    MethodCase("integrated gradients, 50 steps", "encoder", "embeddings", _OF_TOKENS),
    MethodCase("Grad-CAM", "encoder", "encoder_7", _GRAD_CAM),
    # captum takes plain gradients at attention, GELU and layer normalisation.
    MethodCase("DeepLIFT", "encoder_vectors", "input:*", _DEEPLIFT, same=False),
    MethodCase("SmoothGrad, 20 samples", "encoder_vectors", "input:*", _SALIENCY, _noise(0.1)),
    MethodCase("occlusion, 128 tokens", "encoder", "input:*", _OF_SINGLE_TOKENS),
)


def chosen(models, names):
    """The cases of some models, and of some methods if any are named."""
    return [
        case
        for case in CASES
        if case.model.split("_")[0] in models and (not names or any(case.name.startswith(name) for name in names))
    ]


def measure(contenders, rounds, case, batch):
    """The milliseconds of both, round by round."""
    with contenders.start(LIBRARY) as library, contenders.start(PEER) as captum:
        question = case.question(batch)
        return rounds.measure({library: question, captum: question}, case.tolerance)


def peaks(contenders, case, batch):
    """By contender, the most memory it ever held, in MiB."""
    found = {}
    for name in (LIBRARY, PEER):
        with contenders.start(name) as contender:
            contender.ask(do="prepare", **case.question(batch))
            contender.ask(do="measure", runs=_MEMORY_RUNS)
            found[name] = contender.ask(do="memory")["kilobytes"] / 1024
    return found

"""Many targets, and many layers, in one call."""

from comparison.contenders import LARGE_RESULTS, LIBRARY

TARGETS = 100
ALL_LAYERS_OF = "resnet50"
_EARLIEST = "conv1_pad"


def many_targets(contenders, rounds, case):
    """One call of the library for all targets, and single calls of captum."""
    with contenders.start(LIBRARY) as library, contenders.start("captum") as captum:
        return rounds.measure({library: case.question(together=TARGETS), captum: case.question()})


def all_layers(contenders, rounds, batch):
    """One call for every layer, and one for the earliest alone."""
    with (
        contenders.start(LIBRARY, "all", LARGE_RESULTS) as every,
        contenders.start(LIBRARY, "earliest", LARGE_RESULTS) as earliest,
    ):
        layers = ((every, "*"), (earliest, _EARLIEST))
        return rounds.measure(
            {contender: {"model": ALL_LAYERS_OF, "layers": [layer], "batch": batch} for contender, layer in layers}
        )

"""The order of rows, whenever they were measured."""

from peers.catalog import MODELS

from comparison.cases import DEPTHS
from comparison.methods import CASES

_MODELS = list(MODELS)
_METHODS = [(case.name, case.model) for case in CASES]


def rows(section, rank):
    return dict(sorted(section.items(), key=lambda item: rank(item[0])))


def by_case(key):
    model, depth, batch = key.split()
    return _MODELS.index(model), int(batch), DEPTHS.index(depth)


def by_method(key):
    name, model, batch = key.split(" | ")
    return _METHODS.index((name, model)), int(batch)


def by_model(key):
    return _MODELS.index(key)


def by_batch(key):
    return int(key)


RANKS = {
    "attributions": by_case,
    "methods": by_method,
    "costs": by_model,
    "starts": by_model,
    "targets": by_model,
    "layers": by_batch,
}

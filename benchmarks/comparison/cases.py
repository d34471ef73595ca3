"""What is measured: every model, batch and depth that was asked for."""

import json
from dataclasses import dataclass

DEPTHS = ("early", "middle", "last")
BATCHES = (1, 8, 32)


@dataclass(frozen=True)
class Case:
    model: str
    depth: str
    layer: str
    batch: int

    @property
    def key(self):
        return f"{self.model} {self.depth} {self.batch}"

    def question(self, **more):
        return {"model": self.model, "layers": [self.layer], "batch": self.batch, **more}


class Catalog:
    def __init__(self, folder):
        self._models = json.loads((folder / "models.json").read_text())

    def names(self):
        """The models whose layers are explained."""
        return [name for name, model in self._models.items() if model["layers"]]

    def classes(self, model):
        return self._models[model]["classes"]

    def case(self, model, depth, batch):
        return Case(model, depth, self._models[model]["layers"][depth], batch)

    def cases(self, models, depths, batches):
        return [self.case(model, depth, batch) for model in models for batch in batches for depth in depths]

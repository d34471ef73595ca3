"""Writes the digits that the sample explains; run by hand, from the root of the repository.

They are named by their place in scikit-learn's load_digits and all lie in the test part of the split that
tools/fixtures/models/digits.py trains with. Needs the packages of tools/fixtures/requirements.txt.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

CHOSEN = {
    1273: "a 2, read with certainty",
    343: "a 4, read with certainty",
    607: "a 3 that is nearly an 8: the least certain of all",
    120: "a 5 with something of a 9",
    792: "a 6, clear to people, read as a 4",
    794: "an 8, read as a 1",
}
SEED = 20  # that of tools/fixtures/models/digits.py
RESOURCES = Path("samples/digits/src/main/resources/digits")


def main():
    images, labels = load_digits(return_X_y=True)
    _, unseen = train_test_split(np.arange(len(labels)), test_size=0.25, random_state=SEED, stratify=labels)
    chosen = list(CHOSEN)
    assert set(chosen) <= set(unseen), "a digit the model was trained on shows nothing"
    np.save(RESOURCES / "images.npy", (images[chosen] / 16).astype(np.float32).reshape(-1, 8, 8, 1))
    np.save(RESOURCES / "labels.npy", labels[chosen].astype(np.int64))


if __name__ == "__main__":
    main()

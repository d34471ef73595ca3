"""Writes scikit-learn's digits as the sample's data; run by hand, from the root of the repository."""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

FILE = Path("samples/train-in-java/src/main/resources/io/attributable/samples/train/digits.csv")


def main():
    images, labels = load_digits(return_X_y=True)
    np.savetxt(FILE, np.column_stack([images, labels]).astype(int), fmt="%d", delimiter=",")


if __name__ == "__main__":
    main()

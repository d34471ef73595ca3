"""What captum, matplotlib, contourpy and Pillow make of given values, for tests.

    python reference.py
"""

from pathlib import Path

import contourpy
import matplotlib
import numpy as np
from captum.attr._utils.visualization import _normalize_attr, _prepare_image
from PIL import Image
from scipy.signal import stft

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "pictures"
SIGNS = ("all", "positive", "negative", "absolute_value")
OUTLIERS = (0, 2, 10, 50)
SHARES = np.linspace(-1, 1, 41)
LEVELS = (-0.5, 0.3)
SEED = 11


def save(name, array):
    np.save(FOLDER / f"{name}.npy", np.ascontiguousarray(array))


def normalised(values):
    """By sign and percentage of outliers."""
    return np.stack([[_normalize_attr(values, sign, outliers) for outliers in OUTLIERS] for sign in SIGNS])


def masked(pixels, values):
    """As visualize_image_attr does it for `masked_image`: pixels from 0 to 255, times shares."""
    shares = _normalize_attr(values, "absolute_value", 2)
    return _prepare_image(_prepare_image(pixels * 255) * np.expand_dims(shares, 2))


def colours(name, shares):
    """Red, green and blue from 0 to 255, in steps that are finer than the usual 256."""
    return matplotlib.colormaps[name].resampled(100_001)(shares)[:, :3] * 255


def contours(values, level):
    """The points of all lines, x and y, sorted."""
    lines = contourpy.contour_generator(z=values, name="serial").lines(level)
    points = np.unique(np.concatenate(lines).round(9), axis=0)
    length = sum(np.hypot(*np.diff(line, axis=0).T).sum() for line in lines)
    return points, length, len(lines)


def sound(rng):
    """Two rising tones, and noise."""
    time = np.arange(1000) / 1000
    tones = np.sin(2 * np.pi * (50 + 150 * time) * time) + 0.3 * np.sin(2 * np.pi * 400 * time)
    return (tones * np.hanning(1000) + rng.normal(0, 1e-3, 1000)).astype(np.float32)


def decibels(samples, window, hop):
    """Below full scale, at least 80 below the loudest."""
    frames = stft(
        samples.astype(np.float64), fs=1000, nperseg=window, noverlap=window - hop, detrend=False, scaling="spectrum"
    )[2]
    magnitudes = np.abs(frames).T
    return 20 * np.log10(np.maximum(magnitudes, magnitudes.max() * 1e-4))


def sounds(rng):
    samples = sound(rng)
    save("sound", samples)
    for window, hop in ((64, 16), (128, 100), (256, 64)):
        save(f"decibels_{window}_{hop}", decibels(samples, window, hop))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(SEED)
    values = rng.standard_normal((7, 9)) ** 3
    save("values", values)
    save("normalised", normalised(values))
    pixels = rng.uniform(0, 1, (7, 9, 3))
    save("pixels", pixels)
    save("masked", masked(pixels, values).astype(np.uint8))
    for name in ("RdBu_r", "PuOr_r"):
        save(f"colours_{name}", colours(name, (SHARES + 1) / 2))
    for name in ("Purples", "Greens"):
        save(f"colours_{name}", colours(name, SHARES[20:]))
    smooth = np.asarray(Image.fromarray(rng.standard_normal((5, 6)).astype(np.float32)))
    save("small", smooth)
    save("large", np.asarray(Image.fromarray(smooth).resize((31, 23), Image.Resampling.BILINEAR)))
    for level in LEVELS:
        points, length, lines = contours(values, level)
        save(f"contour_points_{level}", points)
        save(f"contour_length_{level}", np.array([length, lines]))
    sounds(np.random.default_rng(SEED))


if __name__ == "__main__":
    main()

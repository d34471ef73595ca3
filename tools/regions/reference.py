"""What PAIR's XRAI makes of given regions and attributions, for tests.

    python reference.py

Pictures of 64 by 80 pixels are cut by scikit-image, at six scales as in saliency/core/xrai.py. Its own function for that
no longer runs with this NumPy, and resizes pictures; its lengths and areas are scaled to this size here. The regions are
dilated, and picked, by what xrai.py does.
"""

from pathlib import Path

import numpy as np
from saliency.core import xrai
from scipy.ndimage import gaussian_filter
from skimage.morphology import dilation, disk
from skimage.segmentation import felzenszwalb

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "regions"
HEIGHT, WIDTH = 64, 80
AREA = HEIGHT * WIDTH / 224**2
LENGTH = AREA**0.5
SEED = 7


def picture(rng):
    """Patches of colour with some noise, from -1 to 1."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    image = np.zeros((HEIGHT, WIDTH, 3))
    for _ in range(14):
        row, column, radius = rng.uniform((0, 0, 6), (HEIGHT, WIDTH, 22))
        image[np.hypot(rows - row, columns - column) < radius] = rng.uniform(-1, 1, 3)
    return np.clip(image + rng.normal(0, 0.05, image.shape), -1, 1)


def numbers(image):
    """By scale, the number of the region of each pixel."""
    return np.stack(
        [
            felzenszwalb(
                image,
                scale=scale * AREA,
                sigma=xrai._FELZENSZWALB_SIGMA_VALUES[0] * LENGTH,
                min_size=round(xrai._FELZENSZWALB_MIN_SEGMENT_SIZE * AREA),
            )
            for scale in xrai._FELZENSZWALB_SCALE_VALUES
        ]
    ).astype(np.int32)


def main():
    rng = np.random.default_rng(SEED)
    regions = numbers(picture(rng))
    attributions = gaussian_filter(rng.normal(0, 1, (HEIGHT, WIDTH)), 3) + rng.normal(0, 0.02, (HEIGHT, WIDTH))
    masks = [dilation(mask, disk(round(5 * LENGTH))) for mask in xrai._unpack_segs_to_masks(regions)]
    found, ranks = xrai.XRAI._xrai(attributions, masks, min_pixel_diff=round(50 * AREA))
    FOLDER.mkdir(exist_ok=True)
    np.save(FOLDER / "numbers.npy", regions)
    np.save(FOLDER / "attributions.npy", attributions)
    np.save(FOLDER / "map.npy", found)
    print(len(masks), "regions,", ranks.max(), "picked")


if __name__ == "__main__":
    main()

package io.attributable.samples.digits

import io.attributable.npy.NpyReader
import java.nio.file.Path
import org.tensorflow.ndarray.FloatNdArray
import org.tensorflow.ndarray.LongNdArray

/**
 * Scanned handwritten digits.
 *
 * @property images of dimensions digits, 8, 8, 1, from 0 (paper) to 1 (black)
 * @property labels what their writers meant
 */
class ScannedDigits(val images: FloatNdArray, val labels: List<Int>) {
    companion object {
        /** Reads `images.npy` and `labels.npy`. */
        fun read(folder: Path): ScannedDigits {
            val labels = NpyReader.read(folder.resolve("labels.npy")).values() as LongNdArray
            return ScannedDigits(
                images = NpyReader.read(folder.resolve("images.npy")).values() as FloatNdArray,
                labels = (0 until labels.size()).map { labels.getLong(it).toInt() },
            )
        }
    }
}

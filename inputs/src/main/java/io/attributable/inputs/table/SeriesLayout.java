package io.attributable.inputs.table;

import io.attributable.inputs.array.NamedTensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Where the dimensions of series are in an input: [examples, steps, channels], and the same without
 * the first, the last or both.
 *
 * @param batched whether there are examples
 * @param channelled whether there are channels
 * @param steps how many there must be; -1 for any
 */
record SeriesLayout(boolean batched, boolean channelled, long steps) {
  private static final int MOST = 3;
  private static final String REMEDY =
      "Name those that it takes, in its order, as \"channels\" in the model card.";

  /**
   * The layout for series of so many channels.
   *
   * @param origin the first file
   * @throws io.attributable.AttributionException INPUT_CONVERSION if the shape has no place for
   *     them
   */
  static SeriesLayout of(NamedTensor input, int channels, String origin) {
    List<Long> lengths = input.lengths();
    if (lengths.isEmpty() || lengths.size() > MOST) {
      throw input.conversion(
          origin, "its shape is not that of series", "Give them as an array: NAME=FILE.npy.");
    }
    boolean channelled = lengths.size() == MOST || isChannelled(lengths, channels);
    boolean batched = lengths.size() == MOST || (lengths.size() == 2 && !channelled);
    long last = lengths.get(lengths.size() - 1);
    if (channelled ? last >= 0 && last != channels : channels != 1) {
      throw input.conversion(
          origin,
          "it has %d channels, but the model takes %d".formatted(channels, channelled ? last : 1),
          REMEDY);
    }
    return new SeriesLayout(batched, channelled, lengths.get(batched ? 1 : 0));
  }

  /** Two dimensions are steps and channels, or examples and steps of one channel. */
  private static boolean isChannelled(List<Long> lengths, int channels) {
    if (lengths.size() != 2) {
      return false;
    }
    long last = lengths.get(1);
    return last == channels || (last < 0 && channels > 1);
  }

  Shape shape(int examples, long found, int channels) {
    List<Long> lengths = new ArrayList<>();
    if (batched) {
      lengths.add((long) examples);
    }
    lengths.add(found);
    if (channelled) {
      lengths.add((long) channels);
    }
    return Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
  }
}

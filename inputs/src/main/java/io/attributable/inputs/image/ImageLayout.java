package io.attributable.inputs.image;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.card.ImagePreprocess.Axes;
import io.attributable.inputs.card.ImagePreprocess.Channels;
import io.attributable.inputs.card.ImagePreprocess.ImageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * How pictures lie in an input.
 *
 * @param batched whether dimension 0 is the example
 * @param axes where channels are; empty where there is no dimension for them
 * @param flat whether all values of a picture are one dimension
 * @param height in pixels; -1 for any
 * @param width in pixels; -1 for any
 * @param channels their order and number
 */
record ImageLayout(
    boolean batched,
    Optional<Axes> axes,
    boolean flat,
    long height,
    long width,
    Channels channels) {
  private static final Set<Long> COUNTS = Set.of(1L, 3L, 4L);
  private static final int BATCHED_RANK = 4;

  /** How many numbers a pixel has. */
  int depth() {
    return depth(channels);
  }

  private static int depth(Channels channels) {
    return switch (channels) {
      case GREY -> 1;
      case RGB, BGR -> 3;
      case RGBA -> 4;
    };
  }

  /** The shape of an array of some pictures of a size. */
  Shape shape(int pictures, int pictureHeight, int pictureWidth) {
    List<Long> sizes = new ArrayList<>();
    if (batched) {
      sizes.add((long) pictures);
    }
    if (flat) {
      sizes.add((long) pictureHeight * pictureWidth * depth());
    } else {
      sizes.add((long) pictureHeight);
      sizes.add((long) pictureWidth);
      axes.ifPresent(where -> sizes.add(sizes.size() - (isFirst(where) ? 2 : 0), (long) depth()));
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  private static boolean isFirst(Axes axes) {
    return axes == Axes.CHANNELS_FIRST;
  }

  /** Whether channels lie in front of rows and columns. */
  boolean channelsFirst() {
    return axes.filter(ImageLayout::isFirst).isPresent();
  }

  /**
   * What an input's shape shows, and what was said about it.
   *
   * @param origin the file that is read, for messages
   * @throws io.attributable.AttributionException INPUT_CONVERSION if both do not decide
   */
  static ImageLayout of(NamedTensor input, ImagePreprocess said, String origin) {
    List<Long> lengths = input.lengths();
    return switch (input.rank()) {
      case BATCHED_RANK -> spatial(input, said, origin, true, lengths.subList(1, lengths.size()));
      case 3 -> ofThree(input, said, origin, lengths);
      case 2 -> flat(input, said, origin, lengths.get(1));
      default ->
          throw input.conversion(
              origin, "pictures have two to four dimensions", "Give an array: NAME=FILE.npy.");
    };
  }

  private static ImageLayout ofThree(
      NamedTensor input, ImagePreprocess said, String origin, List<Long> lengths) {
    boolean examples = lengths.get(0) < 0 && lengths.get(1) >= 0;
    if (examples && COUNTS.contains(lengths.get(2))) {
      throw input.conversion(
          origin, "its shape is that of rows, not of pictures", "Give an array: NAME=FILE.npy.");
    }
    return isUnbatched(lengths)
        ? spatial(input, said, origin, false, lengths)
        : grey(input, said, origin, lengths);
  }

  /** {@code [H,W,3]} or {@code [3,H,W]}, but not {@code [examples,H,W]}. */
  private static boolean isUnbatched(List<Long> lengths) {
    return COUNTS.contains(lengths.get(2))
        || (lengths.get(0) > 1 && COUNTS.contains(lengths.get(0)));
  }

  private static ImageLayout grey(
      NamedTensor input, ImagePreprocess said, String origin, List<Long> lengths) {
    Channels channels = channels(input, said, origin, 1);
    ImageSize size = size(input, said, origin, lengths.get(1), lengths.get(2));
    return new ImageLayout(true, Optional.empty(), false, size.height(), size.width(), channels);
  }

  private static ImageLayout flat(
      NamedTensor input, ImagePreprocess said, String origin, long length) {
    ImageSize size =
        said.size()
            .orElseThrow(
                () ->
                    input.conversion(
                        origin,
                        "its shape does not show height and width",
                        "Give its \"size\" as [HEIGHT, WIDTH] in \"preprocess\"."));
    long pixels = (long) size.height() * size.width();
    Channels channels = said.channels().orElse(length == pixels * 3 ? Channels.RGB : Channels.GREY);
    if (length >= 0 && length != pixels * depth(channels)) {
      throw input.conversion(
          origin,
          "%d x %d pixels of %d numbers are not the %d of its shape"
              .formatted(size.height(), size.width(), depth(channels), length),
          "Correct \"size\" or \"channels\" in \"preprocess\".");
    }
    return new ImageLayout(true, Optional.empty(), true, size.height(), size.width(), channels);
  }

  private static ImageLayout spatial(
      NamedTensor input, ImagePreprocess said, String origin, boolean batched, List<Long> three) {
    Axes axes = said.axes().orElseGet(() -> axes(input, origin, three));
    boolean first = isFirst(axes);
    long count = three.get(first ? 0 : 2);
    Channels channels = channels(input, said, origin, count);
    ImageSize size = size(input, said, origin, three.get(first ? 1 : 0), three.get(first ? 2 : 1));
    return new ImageLayout(
        batched, Optional.of(axes), false, size.height(), size.width(), channels);
  }

  private static Axes axes(NamedTensor input, String origin, List<Long> three) {
    boolean first = COUNTS.contains(three.get(0));
    boolean last = COUNTS.contains(three.get(2));
    if (last && !first) {
      return Axes.CHANNELS_LAST;
    }
    if (first && !last) {
      return Axes.CHANNELS_FIRST;
    }
    throw input.conversion(
        origin,
        "its shape does not show which dimension has 1, 3 or 4 channels",
        "Give \"axes\" as \"channels_last\" or \"channels_first\" in \"preprocess\".");
  }

  private static Channels channels(
      NamedTensor input, ImagePreprocess said, String origin, long count) {
    Channels channels =
        said.channels()
            .orElse(count == 1 ? Channels.GREY : count == 4 ? Channels.RGBA : Channels.RGB);
    if (count >= 0 && depth(channels) != count) {
      throw input.conversion(
          origin,
          said.channels().isPresent()
              ? "it has %d channels, but %s has %d".formatted(count, channels, depth(channels))
              : "it has %d channels, and pictures have 1, 3 or 4".formatted(count),
          "Correct \"channels\" or \"axes\" in \"preprocess\", or give an array: NAME=FILE.npy.");
    }
    return channels;
  }

  private static ImageSize size(
      NamedTensor input, ImagePreprocess said, String origin, long height, long width) {
    ImageSize size = said.size().orElse(new ImageSize((int) height, (int) width));
    if ((height >= 0 && size.height() != height) || (width >= 0 && size.width() != width)) {
      throw input.conversion(
          origin,
          "its pictures have %d x %d pixels, but \"size\" is [%d, %d]"
              .formatted(height, width, size.height(), size.width()),
          "Correct \"size\" in \"preprocess\", or leave it out.");
    }
    return size;
  }
}

package io.attributable.inputs.image;

import io.attributable.inputs.card.ImagePreprocess.Channels;

/** What a model sees, as a picture again. */
final class FedPicture {
  private FedPicture() {}

  /** The pixels of values from 0 to 255. */
  static Pixels of(Grid grid, ImageLayout layout) {
    int depth = grid.channels();
    int[] argb = new int[grid.height() * grid.width()];
    boolean swapped = layout.channels() == Channels.BGR;
    for (int i = 0; i < argb.length; i++) {
      int at = i * depth;
      int first = level(grid.values()[at]);
      int second = depth == 1 ? first : level(grid.values()[at + 1]);
      int third = depth == 1 ? first : level(grid.values()[at + 2]);
      int alpha = depth == 4 ? level(grid.values()[at + 3]) : 0xFF;
      argb[i] = Argb.of(alpha, swapped ? third : first, second, swapped ? first : third);
    }
    return new Pixels(grid.width(), grid.height(), depth == 1, depth == 4, argb);
  }

  private static int level(float value) {
    return Math.max(0, Math.min(255, Math.round(value)));
  }
}

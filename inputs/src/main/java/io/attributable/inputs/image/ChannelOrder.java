package io.attributable.inputs.image;

import io.attributable.inputs.card.ImagePreprocess.Channels;

/** Takes the channels that a model has of pixels. */
final class ChannelOrder {
  // Luma of ITU-R BT.601 in 65536ths, as Pillow has it; TensorFlow's weights differ by 1e-4.
  private static final int RED = 19595;
  private static final int GREEN = 38470;
  private static final int BLUE = 7471;
  private static final int HALF = 1 << 15;

  private ChannelOrder() {}

  /** The values, 0 to 255, in the model's order. */
  static Grid grid(Pixels pixels, Channels channels) {
    int depth = channels == Channels.GREY ? 1 : channels == Channels.RGBA ? 4 : 3;
    int[] argb = pixels.argb();
    float[] values = new float[argb.length * depth];
    for (int i = 0; i < argb.length; i++) {
      int red = Argb.red(argb[i]);
      int green = Argb.green(argb[i]);
      int blue = Argb.blue(argb[i]);
      if (depth == 1) {
        values[i] = (red * RED + green * GREEN + blue * BLUE + HALF) >> 16;
        continue;
      }
      values[i * depth] = channels == Channels.BGR ? blue : red;
      values[i * depth + 1] = green;
      values[i * depth + 2] = channels == Channels.BGR ? red : blue;
      if (depth == 4) {
        values[i * depth + 3] = Argb.alpha(argb[i]);
      }
    }
    return new Grid(pixels.height(), pixels.width(), depth, values);
  }
}

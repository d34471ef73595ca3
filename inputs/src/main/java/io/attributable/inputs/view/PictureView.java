package io.attributable.inputs.view;

import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A picture as it was read and as it was fed. Not to be written to.
 *
 * @param origin the file's name
 * @param read the upright picture of the file, {@code TYPE_INT_ARGB}
 * @param fed what the model sees: of the model's size, before numbers are scaled, {@code
 *     TYPE_INT_ARGB}; the same as {@code read} where the model decodes pictures itself
 */
public record PictureView(String origin, BufferedImage read, BufferedImage fed) {
  /** Requires all. */
  public PictureView {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(fed, "fed");
  }
}

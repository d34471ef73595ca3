package io.attributable.samples.digits;

import io.attributable.pictures.Picture;
import java.util.Base64;

/** Pictures as PNG. */
final class Png {
  private Png() {}

  /** The picture as the address of an HTML image, so that the page needs no other file. */
  static String dataUri(Picture picture) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png());
  }
}

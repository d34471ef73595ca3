package io.attributable.report;

import io.attributable.Attribution;
import io.attributable.pictures.Picture;
import java.util.Optional;

/**
 * A picture of the page.
 *
 * @param id of its element, unlike all others
 * @param role what it is there for
 * @param label the class that it is about
 * @param attribution where it comes from; of a difference that of the first class
 * @param drawn how it looks
 * @param waterfall the way from the baseline to the output, where values add up to it
 */
record MapView(
    String id,
    Role role,
    ClassLabel label,
    Attribution attribution,
    Drawn drawn,
    Optional<Picture> waterfall) {

  /** What a picture is there for. */
  enum Role {
    WHY,
    WHY_NOT,
    DIFFERENCE
  }
}

package io.attributable.inputs.text;

import io.attributable.AttributionException;
import java.util.List;

/** What makes tokens of texts. */
interface Tokenisation {
  /**
   * All tokens of a text, with those that are added around them.
   *
   * @throws AttributionException INPUT_CONVERSION, UNREADABLE_FILE
   */
  List<Piece> pieces(NamedText text);

  /** How they become rows. */
  RowFit fit();
}

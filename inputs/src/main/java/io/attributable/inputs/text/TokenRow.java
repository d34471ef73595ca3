package io.attributable.inputs.text;

import io.attributable.inputs.card.Side;
import io.attributable.inputs.card.TokenRole;
import io.attributable.inputs.view.TextExample;
import io.attributable.inputs.view.TokenView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a text in their places.
 *
 * @param pieces those that fit in
 * @param first the place of the first
 * @param length how many places there are
 * @param cut how many tokens did not fit in
 */
record TokenRow(NamedText text, List<Piece> pieces, int first, int length, int cut) {

  /** Cuts off what does not fit in, of the text alone; what is added around it stays. */
  static TokenRow of(NamedText text, List<Piece> all, int length, RowFit fit) {
    int cut = Math.max(0, all.size() - length);
    long own = all.stream().filter(piece -> !piece.added()).count();
    long from = fit.truncate() == Side.FRONT ? 0 : own - cut;
    List<Piece> kept = new ArrayList<>();
    int seen = 0;
    for (Piece piece : all) {
      if (piece.added() || seen < from || seen >= from + cut) {
        kept.add(piece);
      }
      seen += piece.added() ? 0 : 1;
    }
    int first = fit.pad() == Side.FRONT ? length - kept.size() : 0;
    return new TokenRow(text, kept, first, length, cut);
  }

  boolean isFull() {
    return pieces.size() == length;
  }

  /** A token as it was written; as the vocabulary has it where it is not in the text. */
  String written(Piece piece) {
    return piece.start() < piece.end()
        ? text.text().substring(piece.start(), piece.end())
        : piece.text();
  }

  TextExample view() {
    List<TokenView> views = new ArrayList<>();
    for (Piece piece : pieces) {
      views.add(
          new TokenView(
              piece.text(),
              piece.id(),
              first + views.size(),
              piece.start(),
              piece.end(),
              piece.known()));
    }
    return new TextExample(text.origin(), text.text(), views, length, cut);
  }

  /**
   * What an input gets of it.
   *
   * @param padding the id that fills up
   */
  long[] values(TokenRole role, long padding, long paddingType) {
    long[] row = new long[length];
    Arrays.fill(
        row,
        switch (role) {
          case IDS -> padding;
          case MASK -> 0;
          case TYPES -> paddingType;
        });
    for (int i = 0; i < pieces.size(); i++) {
      row[first + i] =
          switch (role) {
            case IDS -> pieces.get(i).id();
            case MASK -> 1;
            case TYPES -> pieces.get(i).type();
          };
    }
    return row;
  }
}

package io.attributable.pictures;

import io.attributable.AttributedTensor;
import io.attributable.AttributionException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/**
 * A text whose tokens are shaded by what they say.
 *
 * <pre>{@code
 * Picture why = TokenPicture.of(tokens, attribution.tensor(), 0).title("in favour?").draw();
 * }</pre>
 */
public final class TokenPicture extends PictureKind<TokenPicture> {
  private static final String WHAT = "tokens";
  private static final int USUAL_WIDTH = 560;
  private static final double LETTERS = 14;
  private static final double PADDING = 4;
  private static final double GAP = 2;
  private static final double BOX = 22;
  private static final double LINE = 27;

  private final List<String> tokens;
  private final double[] values;

  private TokenPicture(Look look, List<String> tokens, double[] values) {
    super(look);
    this.tokens = tokens;
    this.values = values;
  }

  /**
   * Of {@code [tokens]} or {@code [tokens, features]}, whose features (such as those of an
   * embedding) are summed, or either as a batch of one. Positions behind the last token, which are
   * padding, are left out.
   *
   * @param tokens as they are to be read, in order
   * @throws AttributionException PICTURE_VALUES if there are fewer values than tokens
   */
  public static TokenPicture of(List<String> tokens, NdArray<?> values) {
    Numbers numbers = Numbers.of(values, WHAT);
    int rank = numbers.rank() == 2 && tokens.size() > 1 ? 1 : 2;
    return of(tokens, numbers.withoutBatch(rank));
  }

  /**
   * Of one example: {@code [examples, tokens]} or {@code [examples, tokens, features]}.
   *
   * @param example from 0 on
   * @throws AttributionException PICTURE_VALUES
   */
  public static TokenPicture of(List<String> tokens, AttributedTensor tensor, int example) {
    return of(tokens, Numbers.of(tensor, example, WHAT));
  }

  private static TokenPicture of(List<String> tokens, Numbers numbers) {
    if ((numbers.rank() != 1 && numbers.rank() != 2) || numbers.length(0) < tokens.size()) {
      throw numbers.refused(
          WHAT,
          "there are " + tokens.size() + " tokens",
          "a value for each, [tokens], or several, [tokens, features]");
    }
    if (tokens.isEmpty()) {
      throw numbers.refused(WHAT, "there are no tokens", "at least one token");
    }
    double[] all = numbers.summedTo(1).values();
    return new TokenPicture(
        Look.PLAIN, List.copyOf(tokens), java.util.Arrays.copyOf(all, tokens.size()));
  }

  @Override
  TokenPicture with(Look other) {
    return new TokenPicture(other, tokens, values);
  }

  @Override
  public Picture draw() {
    Scale scale = Scale.of(look, values);
    double width = look.widthOr(USUAL_WIDTH);
    List<Box> boxes = boxes(width);
    Box last = boxes.get(boxes.size() - 1);
    double widest = boxes.stream().mapToDouble(box -> box.x + box.width).max().orElse(width);
    return Frame.around(
        look,
        scale,
        look.legend() || look.width() != 0 ? width : widest,
        last.y + BOX,
        altText(),
        canvas -> boxes.forEach(box -> draw(canvas, box, scale)));
  }

  /** Where a token stands. */
  private record Box(int token, Text text, double x, double y, double width) {}

  private List<Box> boxes(double width) {
    List<Box> boxes = new ArrayList<>();
    double x = 0;
    double y = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Text text = Text.of(tokens.get(i), LETTERS).within(width - 2 * PADDING);
      double wide = text.width() + 2 * PADDING;
      if (x > 0 && x + wide > width) {
        x = 0;
        y += LINE;
      }
      boxes.add(new Box(i, text, x, y, wide));
      x += wide + GAP;
    }
    return boxes;
  }

  private void draw(Canvas canvas, Box box, Scale scale) {
    double value = values[box.token];
    int ground = scale.plainColour(value);
    String tooltip = tokens.get(box.token) + ": " + Figures.signed(value);
    Text letters = box.text.with(Text.Anchor.MIDDLE).with(Ink.of(Rgb.letters(ground)));
    canvas.group(
        0,
        0,
        tooltip,
        inside -> {
          inside.box(box.x, box.y, box.width, BOX, Ink.of(ground));
          inside.write(letters, box.x + box.width / 2, box.y + BOX - 6.5);
          if (!Double.isFinite(value)) {
            inside.line(box.x, box.y + BOX, box.x + box.width, box.y, Ink.of(0xffffff));
          }
        });
  }

  private String altText() {
    List<String> quoted = tokens.stream().map(token -> "“" + token + "”").toList();
    long unknown = java.util.Arrays.stream(values).filter(v -> !Double.isFinite(v)).count();
    return "Text of "
        + tokens.size()
        + " tokens, shaded by their attribution"
        + Words.inUnit(look)
        + ": "
        + String.join(" ", tokens)
        + "."
        + Words.largest(quoted, values, look.sign())
        + Words.unknown(unknown);
  }
}

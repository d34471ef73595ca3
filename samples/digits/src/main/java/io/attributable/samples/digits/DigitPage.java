package io.attributable.samples.digits;

import io.attributable.pictures.ColourScale;
import io.attributable.pictures.Sign;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes one web page that shows every digit and needs no other file and no network. */
final class DigitPage {
  private static final int THUMBNAIL = 56;

  /** Colours on either side of zero between which the scale mixes. */
  private static final int ANCHORS = 5;

  private final Template page = Template.read("page.html");
  private final Template thumbnail = Template.read("thumbnail.html");
  private final DigitSection section = new DigitSection();

  /** The page as HTML, in UTF-8. */
  String write(List<DigitExplanation> explanations) {
    StringBuilder thumbnails = new StringBuilder();
    StringBuilder digits = new StringBuilder();
    for (DigitExplanation explanation : explanations) {
      thumbnails.append(thumbnail(explanation));
      digits.append(section.write(explanation));
    }
    return page.fill(
        Map.of(
            "style", Template.read("page.css").fill(Map.of()),
            "scale", scale(),
            "thumbnails", thumbnails.toString(),
            "digits", digits.toString(),
            "declaration", Template.read("declaration.txt").fill(Map.of()),
            "use", Template.read("use.txt").fill(Map.of())));
  }

  /** The colours of every map from the largest negative value to the largest, for CSS. */
  private static String scale() {
    return IntStream.rangeClosed(-ANCHORS, ANCHORS)
        .mapToObj(anchor -> ColourScale.BLUE_RED.rgb((double) anchor / ANCHORS, Sign.ALL))
        .map("#%06x"::formatted)
        .collect(Collectors.joining(", "));
  }

  private String thumbnail(DigitExplanation explanation) {
    Digit digit = explanation.digit();
    return thumbnail.fill(
        Map.of(
            "number", String.valueOf(digit.number()),
            "label", String.valueOf(digit.label()),
            "best", String.valueOf(explanation.reading().best()),
            "kind", Verdict.of(explanation).cssClass(),
            "picture", Png.dataUri(DigitPictures.scan(digit.ink(), THUMBNAIL))));
  }
}

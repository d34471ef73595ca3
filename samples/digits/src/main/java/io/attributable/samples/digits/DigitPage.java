package io.attributable.samples.digits;

import java.util.List;
import java.util.Map;

/** Writes one web page that shows every digit and needs no other file and no network. */
final class DigitPage {
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
            "bar", Png.dataUri(ColourBar.draw(255, 1)),
            "thumbnails", thumbnails.toString(),
            "digits", digits.toString(),
            "declaration", Template.read("declaration.txt").fill(Map.of()),
            "use", Template.read("use.txt").fill(Map.of())));
  }

  private String thumbnail(DigitExplanation explanation) {
    Digit digit = explanation.digit();
    return thumbnail.fill(
        Map.of(
            "number", String.valueOf(digit.number()),
            "label", String.valueOf(digit.label()),
            "best", String.valueOf(explanation.reading().best()),
            "kind", Verdict.of(explanation).cssClass(),
            "picture", Png.dataUri(Ink.picture(digit.ink(), 112))));
  }
}

package io.attributable.samples.digits;

import io.attributable.samples.digits.DigitExplanation.LayerEvidence;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The part of the page about one digit. */
final class DigitSection {
  private static final int SIDE = 160;

  private final Template section = Template.read("digit.html");
  private final Template bar = Template.read("bar.html");
  private final Template map = Template.read("map.html");

  String write(DigitExplanation explanation) {
    Digit digit = explanation.digit();
    Reading reading = explanation.reading();
    Map<String, String> values = new HashMap<>();
    values.put("number", String.valueOf(digit.number()));
    values.put("labelWithArticle", Numbers.withArticle(digit.label()));
    values.put("picture", Png.dataUri(DigitPictures.scan(digit.ink(), SIDE)));
    values.put("best", String.valueOf(reading.best()));
    values.put("bestProbability", Numbers.percent(reading.probability(reading.best())));
    values.put("runnerUp", String.valueOf(reading.runnerUp()));
    values.put("runnerUpProbability", Numbers.percent(reading.probability(reading.runnerUp())));
    values.put("bestScore", Numbers.signed(reading.score(reading.best())));
    values.put("runnerUpScore", Numbers.signed(reading.score(reading.runnerUp())));
    values.put(
        "lead", Numbers.signed(reading.score(reading.best()) - reading.score(reading.runnerUp())));
    values.put("kind", Verdict.of(explanation).cssClass());
    values.put("verdict", Verdict.of(explanation).describe(digit));
    values.put("finding", Finding.of(explanation));
    values.put("bars", bars(reading));
    values.put("forBest", maps(explanation, layer -> modes(layer.forBest())));
    values.put("forRunnerUp", maps(explanation, layer -> modes(layer.forRunnerUp())));
    values.put("difference", maps(explanation, layer -> List.of(layer.difference())));
    return section.fill(values);
  }

  private String bars(Reading reading) {
    return IntStream.range(0, reading.classes())
        .mapToObj(ofClass -> bar(reading, ofClass))
        .collect(Collectors.joining());
  }

  private String bar(Reading reading, int ofClass) {
    String kind =
        ofClass == reading.best() ? "best" : ofClass == reading.runnerUp() ? "runner-up" : "rest";
    return bar.fill(
        Map.of(
            "kind", kind,
            "share", String.format(Locale.ROOT, "%.3f", reading.probability(ofClass)),
            "ofClass", String.valueOf(ofClass),
            "probability", Numbers.percent(reading.probability(ofClass))));
  }

  private static List<AttributionMap> modes(DigitExplanation.Modes modes) {
    return List.of(modes.global(), modes.local());
  }

  private String maps(
      DigitExplanation explanation, Function<LayerEvidence, List<AttributionMap>> chosen) {
    return explanation.layers().stream()
        .flatMap(layer -> chosen.apply(layer).stream())
        .map(attribution -> figure(attribution, explanation.digit().ink()))
        .collect(Collectors.joining());
  }

  private String figure(AttributionMap attribution, Grid ink) {
    Grid values = attribution.values();
    return map.fill(
        Map.of(
            "place", attribution.place(),
            "question", attribution.question(),
            "total", attribution.total().orElse(""),
            "picture", Png.dataUri(DigitPictures.map(values, ink, SIDE)),
            "description", description(attribution),
            "least", Numbers.signed(-values.reach()),
            "most", Numbers.signed(values.reach())));
  }

  /** For those who cannot see the map. */
  private static String description(AttributionMap attribution) {
    Grid values = attribution.values();
    return "Heat map of %s, %s: most for the class at the %s, most against it at the %s"
        .formatted(
            attribution.place(),
            attribution.question(),
            Compass.mostFor(values).orElse("(nowhere)"),
            Compass.mostAgainst(values).orElse("(nowhere)"));
  }
}

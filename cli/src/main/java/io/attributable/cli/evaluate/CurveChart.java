package io.attributable.cli.evaluate;

import static j2html.TagCreator.tag;

import io.attributable.metrics.PerturbationCurve;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Curves of all methods in one picture, which scales to the page. Lines are told apart by colour
 * and by dashes; the legend stands beside the picture.
 */
final class CurveChart {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;
  private static final int LEFT = 58;
  private static final int BOTTOM = 42;
  private static final int TOP = 10;
  private static final int RIGHT = 26;
  private static final int TICKS = 5;

  private final String label;
  private final String axis;
  private final Map<Integer, PerturbationCurve> curves = new LinkedHashMap<>();

  /**
   * A chart without curves.
   *
   * @param label what it shows, to those who cannot see it
   * @param axis what the horizontal axis shows a part of
   */
  CurveChart(String label, String axis) {
    this.label = label;
    this.axis = axis;
  }

  /** Adds a curve with the look of a method. */
  void add(int series, PerturbationCurve curve) {
    curves.put(series, curve);
  }

  boolean isEmpty() {
    return curves.isEmpty();
  }

  DomContent svg() {
    ContainerTag<?> svg =
        tag("svg")
            .attr("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT))
            .attr("role", "img")
            .attr("aria-label", label);
    List<Double> ticks = ticks();
    double low = ticks.get(0);
    double high = ticks.get(ticks.size() - 1);
    ticks.forEach(value -> addTick(svg, value, y(value, low, high)));
    for (int percent = 0; percent <= 100; percent += 25) {
      svg.with(text(percent + " %", x(percent / 100.0), HEIGHT - BOTTOM + 18, "middle"));
    }
    svg.with(text(axis, x(0.5), HEIGHT - 6, "middle"));
    curves.forEach((series, curve) -> svg.with(line(series, curve, low, high)));
    return svg;
  }

  private static void addTick(ContainerTag<?> svg, double value, double y) {
    svg.with(
        tag("line")
            .withClass("grid")
            .attr("x1", LEFT)
            .attr("x2", WIDTH - RIGHT)
            .attr("y1", number(y))
            .attr("y2", number(y)),
        text(tickText(value), LEFT - 6, y + 4, "end"));
  }

  private static String tickText(double value) {
    double shown = Math.abs(value) < 1e-12 ? 0 : value;
    return String.format(Locale.ROOT, "%.3g", shown)
        .replaceAll("(\\.\\d*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }

  private static DomContent line(int series, PerturbationCurve curve, double low, double high) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.scores().size(); i++) {
      points
          .append(number(x(curve.fractions().get(i))))
          .append(',')
          .append(number(y(curve.scores().get(i), low, high)))
          .append(' ');
    }
    return tag("polyline").withClass("curve s" + series).attr("points", points.toString().trim());
  }

  private static DomContent text(String words, double x, double y, String anchor) {
    return tag("text")
        .withText(words)
        .attr("x", number(x))
        .attr("y", number(y))
        .attr("text-anchor", anchor);
  }

  /** Round numbers around all curves. */
  private List<Double> ticks() {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (PerturbationCurve curve : curves.values()) {
      for (double score : curve.scores()) {
        least = Math.min(least, score);
        most = Math.max(most, score);
      }
    }
    double span = most > least ? most - least : Math.max(1e-6, Math.abs(most));
    double step = Math.pow(10, Math.floor(Math.log10(span / TICKS)));
    step *=
        span / step > 5 * TICKS ? 10 : span / step > 2 * TICKS ? 5 : span / step > TICKS ? 2 : 1;
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.floor(least / step);
    long last = Math.max(first + 1, (long) Math.ceil(most / step));
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double x(double fraction) {
    return LEFT + fraction * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double low, double high) {
    return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}

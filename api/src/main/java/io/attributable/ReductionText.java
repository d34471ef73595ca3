package io.attributable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads reductions from the text of {@link Reduction#parse}. */
final class ReductionText {
  static final String NONE = "none";

  private static final String STEPS =
      "steps are abs, sum=channels, sum=tokens, sum=AXIS+AXIS, resize=HEIGHTxWIDTH, resize=input,"
          + " resize=input:NAME, scale=FACTOR, top=COUNT and topabs=COUNT, separated by commas";
  private static final Pattern INPUT = Pattern.compile("input(?::(.*?))?(?::(\\d{1,9}))?");
  private static final Pattern SIZES = Pattern.compile("(\\d{1,9})x(\\d{1,9})");
  private static final Pattern FACTORS =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,18})?)(?:x(\\d{1,9}(?:\\.\\d{1,18})?))?");

  private final String whole;

  private ReductionText(String whole) {
    this.whole = whole;
  }

  static Reduction read(String text) {
    return new ReductionText(text).read();
  }

  private Reduction read() {
    if (whole.strip().equals(NONE)) {
      return Reduction.none();
    }
    List<Reduction.Step> steps = new ArrayList<>();
    for (String step : whole.split(",", -1)) {
      steps.add(step(step.strip()));
    }
    return new Reduction(steps);
  }

  private Reduction.Step step(String step) {
    int equals = step.indexOf('=');
    String name = equals < 0 ? step : step.substring(0, equals).strip();
    String value = equals < 0 ? "" : step.substring(equals + 1).strip();
    return switch (name) {
      case "abs" -> absolute(step);
      case "sum" -> sum(step, value);
      case "resize" -> resize(step, value);
      case "scale" -> scale(step, value);
      case "top" -> new Reduction.Top(integer(step, value), false);
      case "topabs" -> new Reduction.Top(integer(step, value), true);
      default -> throw wrong(step, STEPS);
    };
  }

  private Reduction.Step absolute(String step) {
    if (!step.equals("abs")) {
      throw wrong(step, "abs takes no value");
    }
    return new Reduction.Absolute();
  }

  private Reduction.Step sum(String step, String value) {
    if (value.equals("channels")) {
      return new Reduction.Sum(List.of(-1));
    }
    if (value.equals("tokens")) {
      return new Reduction.Sum(List.of(1));
    }
    List<Integer> axes = new ArrayList<>();
    for (String axis : value.split("\\+", -1)) {
      axes.add(integer(step, axis));
    }
    return new Reduction.Sum(axes);
  }

  private Reduction.Step resize(String step, String value) {
    Matcher sizes = SIZES.matcher(value);
    if (sizes.matches()) {
      return new Reduction.Resize(integer(step, sizes.group(1)), integer(step, sizes.group(2)));
    }
    Matcher input = INPUT.matcher(value);
    if (input.matches()) {
      int axis = input.group(2) == null ? 1 : integer(step, input.group(2));
      return new Reduction.ResizeToInput(
          Optional.ofNullable(input.group(1)).filter(name -> !name.isEmpty()), axis);
    }
    throw wrong(step, "write resize=HEIGHTxWIDTH, resize=input or resize=input:NAME");
  }

  private Reduction.Step scale(String step, String value) {
    Matcher factors = FACTORS.matcher(value);
    if (!factors.matches()) {
      throw wrong(step, "write scale=FACTOR or scale=FACTORxFACTOR, such as scale=2x1.5");
    }
    double height = Double.parseDouble(factors.group(1));
    String width = factors.group(2);
    return new Reduction.Scale(height, width == null ? height : Double.parseDouble(width));
  }

  private int integer(String step, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw wrong(step, '"' + digits + "\" is no whole number");
    }
  }

  private AttributionException wrong(String step, String problem) {
    return Reduction.invalid(whole, "in \"" + step + "\", " + problem);
  }
}

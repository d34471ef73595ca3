package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Named features of a row, what they are and what they say. */
final class Features {
  private final List<String> names;
  private final List<String> values;
  private final double[] amounts;

  private Features(List<String> names, List<String> values, double[] amounts) {
    this.names = names;
    this.values = values;
    this.amounts = amounts;
  }

  /**
   * One line of a picture.
   *
   * @param value what the feature is, empty where that is not known
   * @param amount what it says
   */
  record Bar(String name, String value, double amount) {
    String tooltip() {
      return name + (value.isEmpty() ? "" : " = " + value) + ": " + Figures.signed(amount);
    }
  }

  static Features of(List<String> names, Numbers numbers, String what) {
    if (numbers.rank() != 1 || numbers.length(0) != names.size()) {
      throw numbers.refused(
          what, "there are " + names.size() + " names", "as many values as names, [features]");
    }
    List<String> none = names.stream().map(name -> "").toList();
    return new Features(List.copyOf(names), none, numbers.values());
  }

  Features valued(List<String> others) {
    if (others.size() != names.size()) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING,
          "values",
          others.size() + " values",
          "one for each of the " + names.size() + " features");
    }
    return new Features(names, List.copyOf(others), amounts);
  }

  int size() {
    return names.size();
  }

  double sum() {
    return Arrays.stream(amounts).filter(Double::isFinite).sum();
  }

  /** The largest, then all others as one, then those that are no numbers. */
  List<Bar> bars(int top, Sign sign) {
    List<Integer> order = Ranking.byMagnitude(amounts, sign);
    int named = order.size() <= top + 1 ? order.size() : top;
    List<Bar> bars = new ArrayList<>();
    for (int i : order.subList(0, named)) {
      bars.add(bar(i));
    }
    List<Integer> rest = order.subList(named, order.size());
    if (!rest.isEmpty()) {
      double sum = rest.stream().mapToDouble(i -> sign.of(amounts[i])).sum();
      bars.add(new Bar(rest.size() + " others", "", sum));
    }
    for (int i = 0; i < amounts.length; i++) {
      if (!Double.isFinite(amounts[i])) {
        bars.add(bar(i));
      }
    }
    return bars;
  }

  private Bar bar(int index) {
    return new Bar(names.get(index), values.get(index), amounts[index]);
  }

  String largest(Sign sign) {
    List<String> described = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i).isEmpty() ? "" : " = " + values.get(i);
      described.add(names.get(i) + value);
    }
    return Words.largest(described, amounts, sign);
  }

  String unknown() {
    return Words.unknown(Arrays.stream(amounts).filter(value -> !Double.isFinite(value)).count());
  }
}

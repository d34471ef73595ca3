package io.attributable.report;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.LongNdArray;

/**
 * What is drawn as one picture: a tensor's attributions towards a target, or those of all inputs
 * that are features of one row.
 *
 * @param parts of the same method, in the order of the features
 * @param tensor which of the only part's
 * @param table the row, where the parts are of one
 */
record Explained(Target target, List<Attribution> parts, int tensor, Optional<FeatureTable> table) {

  /** All of an example, in the report's order. */
  static List<Explained> of(ReportContent report, int example) {
    List<FeatureTable> tables = FeatureTable.of(report, example);
    Map<Object, List<Explanation>> rows = new LinkedHashMap<>();
    List<Object> order = new ArrayList<>();
    for (Explanation one : report.explanations()) {
      Optional<FeatureTable> table =
          tables.stream().filter(row -> row.has(one.attribution(), example)).findFirst();
      Object key = table.<Object>map(row -> List.of(tables.indexOf(row), how(one))).orElse(one);
      if (!rows.containsKey(key)) {
        order.add(key);
      }
      rows.computeIfAbsent(key, none -> new ArrayList<>()).add(one);
    }
    List<Explained> all = new ArrayList<>();
    for (Object key : order) {
      Optional<FeatureTable> table =
          key instanceof List<?> row ? Optional.of(tables.get((int) row.get(0))) : Optional.empty();
      all.addAll(of(rows.getOrDefault(key, List.of()), table, example));
    }
    return all;
  }

  private static List<Object> how(Explanation one) {
    Attribution attribution = one.attribution();
    return List.of(one.target(), attribution.method(), attribution.smoothing(), attribution.port());
  }

  private static List<Explained> of(
      List<Explanation> several, Optional<FeatureTable> table, int example) {
    Target target = several.get(0).target();
    List<Attribution> parts = several.stream().map(Explanation::attribution).toList();
    if (table.isPresent()) {
      return List.of(row(target, parts, table.get()));
    }
    List<Explained> tensors = new ArrayList<>();
    for (int i = 0; i < parts.get(0).tensors().size(); i++) {
      if (hasExample(parts.get(0).tensors().get(i), example)) {
        tensors.add(new Explained(target, parts, i, Optional.empty()));
      }
    }
    return tensors;
  }

  private static Explained row(Target target, List<Attribution> parts, FeatureTable table) {
    Map<String, Attribution> byInput = new LinkedHashMap<>();
    parts.forEach(part -> byInput.putIfAbsent(FeatureTable.input(part).orElseThrow(), part));
    FeatureTable own = table.of(List.copyOf(byInput.keySet()));
    List<Attribution> inOrder = own.inputs().stream().map(byInput::get).toList();
    return new Explained(target, inOrder, 0, Optional.of(own.named(inOrder)));
  }

  /** One without is a sum over all examples, say. */
  private static boolean hasExample(AttributedTensor tensor, int example) {
    return tensor.shape().length == 0 || example < tensor.shape()[0];
  }

  Attribution first() {
    return parts.get(0);
  }

  /** What explanations towards different targets have in common. */
  Object key() {
    return List.of(
        first().method(),
        first().smoothing(),
        parts.stream().map(Attribution::layer).toList(),
        first().port(),
        tensor);
  }

  /** Where the neurons were that a reduction chose, such as {@code conv1[3,0,7]}. */
  Optional<List<String>> chosen(int example) {
    String name = FeatureTable.input(first()).orElse(first().layer());
    return first().tensors().get(tensor).positions().map(all -> tuples(name, all.get(example)));
  }

  private static List<String> tuples(String name, LongNdArray positions) {
    List<String> tuples = new ArrayList<>();
    for (LongNdArray neuron : positions.elements(0)) {
      List<String> index = new ArrayList<>();
      neuron.scalars().forEach(axis -> index.add(String.valueOf(axis.getLong())));
      tuples.add(name + "[" + String.join(",", index) + "]");
    }
    return tuples;
  }

  Values values(int example) {
    if (parts.size() == 1) {
      return Values.of(first().tensors().get(tensor).values(), example);
    }
    List<Values> all =
        parts.stream().map(part -> Values.of(part.tensors().get(0).values(), example)).toList();
    double[] numbers = all.stream().flatMapToDouble(one -> Arrays.stream(one.numbers())).toArray();
    return new Values(new long[] {numbers.length}, numbers);
  }
}

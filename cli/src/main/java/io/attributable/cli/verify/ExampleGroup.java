package io.attributable.cli.verify;

import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.Reason;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verdict;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Examples of a tensor with the same verdict for the same reason, shown in one row.
 *
 * @param examples at least one
 */
record ExampleGroup(Verdict verdict, Optional<Reason> reason, List<ExampleVerification> examples) {
  private static final int MOST = 8;

  private record Key(Verdict verdict, Optional<Reason> reason) {}

  /** All groups of a tensor, the worst verdict first. */
  static List<ExampleGroup> of(TensorVerification tensor) {
    Map<Key, List<ExampleVerification>> groups =
        tensor.examples().stream()
            .collect(
                Collectors.groupingBy(
                    example -> new Key(example.verdict(), example.reason()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(
            group ->
                new ExampleGroup(
                    group.getKey().verdict(), group.getKey().reason(), group.getValue()))
        .sorted(Comparator.comparing(ExampleGroup::verdict).reversed())
        .toList();
  }

  /**
   * Which examples these are.
   *
   * @param all how many the tensor has
   */
  String indices(int all) {
    if (examples.size() == all) {
      return "all";
    }
    String indices =
        examples.stream()
            .limit(MOST)
            .map(example -> String.valueOf(example.example().orElseThrow()))
            .collect(Collectors.joining(","));
    int more = examples.size() - MOST;
    return more > 0 ? indices + " and " + more + " more" : indices;
  }

  /** The direction that is furthest off for its bound; empty where nothing could be compared. */
  Optional<DirectionCheck> worst() {
    return examples.stream()
        .flatMap(example -> example.worst().stream())
        .max(Comparator.comparingDouble(check -> check.deviation() - check.bound()));
  }
}

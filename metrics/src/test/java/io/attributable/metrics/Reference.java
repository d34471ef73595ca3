package io.attributable.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.Mode;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What other libraries say of a small network: see tools/metrics. */
record Reference(JsonNode json) {
  static Reference read() {
    try {
      return new Reference(
          new ObjectMapper().readTree(Fixtures.root().resolve("metrics/reference.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ExplainedExample example() {
    double[] input = vector(json.path("input"));
    return ExplainedExample.of(
        input, vector(json.path("baseline")), FeatureGroups.each(input.length), this::scores);
  }

  double[] scores(double[][] inputs) {
    double[][] weights = matrix(json.path("weights"));
    double[] bias = vector(json.path("bias"));
    double[] out = vector(json.path("out"));
    double[] scores = new double[inputs.length];
    for (int row = 0; row < inputs.length; row++) {
      for (int unit = 0; unit < out.length; unit++) {
        double sum = bias[unit];
        for (int i = 0; i < inputs[row].length; i++) {
          sum += weights[unit][i] * inputs[row][i];
        }
        scores[row] += out[unit] * Math.tanh(sum);
      }
    }
    return scores;
  }

  List<JsonNode> explanations() {
    return list(json.path("explanations"));
  }

  static Mode mode(JsonNode explanation) {
    return Mode.valueOf(explanation.path("mode").textValue().toUpperCase(Locale.ROOT));
  }

  static double[] attributions(JsonNode explanation) {
    return vector(explanation.path("attributions"));
  }

  static double[] vector(JsonNode array) {
    return list(array).stream().mapToDouble(JsonNode::doubleValue).toArray();
  }

  static double[][] matrix(JsonNode array) {
    return list(array).stream().map(Reference::vector).toArray(double[][]::new);
  }

  static List<BitSet> subsets(JsonNode rows) {
    return Arrays.stream(matrix(rows))
        .map(
            row -> {
              BitSet subset = new BitSet();
              for (int i = 0; i < row.length; i++) {
                subset.set(i, row[i] == 1);
              }
              return subset;
            })
        .toList();
  }

  static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}

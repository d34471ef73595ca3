package io.attributable.evidence.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.evidence.compare.Similarity;
import io.attributable.evidence.internal.ArrayJson;
import io.attributable.evidence.internal.CanonicalJson;
import io.attributable.evidence.replay.ReplayReport.Difference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/** By how much a part of a record and the same part computed once more differ. */
final class PartComparison {
  private static final int TOP = 10;
  private static final List<String> NUMBERS = List.of("at", "atBaseline", "delta");

  private PartComparison() {}

  static List<Difference> of(String path, JsonNode recorded, JsonNode now) {
    List<Difference> differences = new ArrayList<>();
    if (path.contains("/outcome/")) {
      outcome(path, recorded, now, differences);
    } else {
      Iterator<JsonNode> other = now.iterator();
      for (JsonNode tensor : recorded) {
        String name = "layer " + tensor.path("layer") + ", " + tensor.path("tensor").asText();
        JsonNode same = other.hasNext() ? other.next() : now.path("none");
        arrays(path, name, tensor.path("values"), same.path("values"), differences);
      }
    }
    if (differences.isEmpty()) {
      differences.add(new Difference(path, "something else than numbers", null));
    }
    return differences;
  }

  private static void outcome(
      String path, JsonNode recorded, JsonNode now, List<Difference> differences) {
    number(path, "F(x)", recorded.path("at"), now.path("at"), differences);
    if (!recorded.path("target").equals(now.path("target"))) {
      String text = "target %s, now %s".formatted(recorded.path("target"), now.path("target"));
      differences.add(new Difference(path, text, null));
    }
    if (recorded.has("output")) {
      arrays(path, "output", recorded.path("output"), now.path("output"), differences);
    }
    for (int i = 0; i < recorded.path("convergence").size(); i++) {
      for (String name : NUMBERS) {
        number(
            path,
            name + " of layer " + i,
            recorded.path("convergence").path(i).path(name),
            now.path("convergence").path(i).path(name),
            differences);
      }
    }
  }

  private static void number(
      String path, String what, JsonNode was, JsonNode is, List<Difference> differences) {
    if (!was.equals(is)) {
      double[] one = {CanonicalJson.number(was)};
      double[] other = {is.isMissingNode() ? Double.NaN : CanonicalJson.number(is)};
      differences.add(new Difference(path, what, Similarity.of(one, other, 1)));
    }
  }

  private static void arrays(
      String path, String what, JsonNode was, JsonNode is, List<Difference> differences) {
    if (was.equals(is)) {
      return;
    }
    boolean comparable = was.path("shape").equals(is.path("shape"));
    differences.add(
        new Difference(
            path,
            comparable ? what : what + ": shape " + was.path("shape") + ", now " + is.path("shape"),
            comparable ? Similarity.of(doubles(was), doubles(is), TOP) : null));
  }

  private static double[] doubles(JsonNode json) {
    NdArray<?> array = ArrayJson.read(json);
    if (array instanceof FloatNdArray floats) {
      return StreamSupport.stream(floats.scalars().spliterator(), false)
          .mapToDouble(FloatNdArray::getFloat)
          .toArray();
    }
    return array instanceof DoubleNdArray doubles
        ? StreamSupport.stream(doubles.scalars().spliterator(), false)
            .mapToDouble(DoubleNdArray::getDouble)
            .toArray()
        : new double[0];
  }
}

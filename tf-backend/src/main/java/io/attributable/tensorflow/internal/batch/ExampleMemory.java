package io.attributable.tensorflow.internal.batch;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.tensor.Types;
import io.attributable.tensorflow.internal.request.Examples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/**
 * How many bytes a plan needs for an example: estimated from the static shapes of its tensors, and
 * corrected by what runs took. Safe for any number of threads.
 */
public final class ExampleMemory {
  /** Examples may differ in size from request to request; those asked for last are remembered. */
  private static final int REMEMBERED = 1000;

  /** Every value has a gradient. */
  private static final int GRADIENTS = 2;

  /** Bytes of tensors by the number of unknown dimensions of their shapes. */
  private final double[] byOpenDimensions;

  /** What a run of so many examples took for each. */
  private record Measured(long bytes, long examples) {}

  /**
   * What decides how much an example takes.
   *
   * @param shapes of an example, by input
   * @param targets how many are explained, each of which has gradients of its own
   */
  private record Kind(Map<String, Shape> shapes, int targets) {
    static Kind of(Examples examples) {
      return new Kind(examples.shapes(), examples.targets());
    }
  }

  private final Map<Kind, Measured> measured =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, Measured> eldest) {
          return size() > REMEMBERED;
        }
      };

  private ExampleMemory(double[] byOpenDimensions) {
    this.byOpenDimensions = byOpenDimensions;
  }

  /** Looks at those tensors of a plan that have an example dimension. */
  public static ExampleMemory of(FlatGraph graph, AttributionPlan plan) {
    double[] sums = new double[1];
    for (NodeDef planned : plan.graph().getNodeList()) {
      FlatNode node = graph.byName().get(planned.getName());
      if (node == null) {
        continue;
      }
      for (FlatNode.Output output : node.outputs()) {
        Shape shape = output.shape();
        if (!shape.isUnknown() && shape.numDimensions() > 0 && shape.get(0) < 0) {
          int open = open(shape);
          sums = open < sums.length ? sums : Arrays.copyOf(sums, open + 1);
          sums[open] += known(shape) * Types.bytes(output.type());
        }
      }
    }
    return new ExampleMemory(sums);
  }

  private static int open(Shape shape) {
    int open = 0;
    for (int i = 1; i < shape.numDimensions(); i++) {
      open += shape.get(i) < 0 ? 1 : 0;
    }
    return open;
  }

  private static double known(Shape shape) {
    double known = 1;
    for (int i = 1; i < shape.numDimensions(); i++) {
      known *= Math.max(shape.get(i), shape.get(i) < 0 ? 1 : 0);
    }
    return known;
  }

  /**
   * The bytes for each of some examples, at least 1.
   *
   * @param openSize the size for unknown dimensions
   */
  public long of(Examples examples, long openSize) {
    Measured known = known(examples);
    if (known != null) {
      return known.bytes();
    }
    double bytes = 0;
    double size = 1;
    for (double sum : byOpenDimensions) {
      bytes += sum * size;
      size *= openSize;
    }
    return (long) Math.max(1, Math.min(GRADIENTS * bytes, Long.MAX_VALUE / 2.0));
  }

  /** Whether a run has measured its bytes. */
  public boolean isMeasured(Examples examples) {
    return known(examples) != null;
  }

  private @Nullable Measured known(Examples examples) {
    synchronized (measured) {
      return measured.isEmpty() ? null : measured.get(Kind.of(examples));
    }
  }

  /** Whether a run of more examples would show better what comes on top once. */
  public boolean wouldLearn(Examples examples, long count) {
    Measured known = known(examples);
    return known == null || known.examples() * 2 <= count;
  }

  /** Whether shapes leave more than the number of examples open. */
  public boolean isVague() {
    return byOpenDimensions.length > 1;
  }

  /** Remembers what a run of some examples took. */
  public void correct(Examples examples, long count, long peak) {
    if (peak > 0) {
      Measured now = new Measured((peak + count - 1) / count, count);
      synchronized (measured) {
        measured.merge(Kind.of(examples), now, (a, b) -> a.examples() > b.examples() ? a : b);
      }
    }
  }
}

package io.attributable.tensorflow.internal.plan;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Optimisation;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.hoist.HoistedReads;
import io.attributable.graph.unroll.UnrolledLoops;
import io.attributable.graph.write.EqualSizes;
import io.attributable.tensorflow.internal.layer.SymbolicSizes;
import io.attributable.tensorflow.internal.session.ConstantFolding;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.options.ModelOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graphs that a signature's plans are made from. Each is made at the first plan for it: weights
 * are not read for listings. Not thread-safe.
 */
final class PlanGraphs {
  /** A graph is one protocol buffer, which ends at 2 GiB; the rest is for everything else. */
  private static final long LARGEST_GRAPH = 1900L << 20;

  private final FlatGraph written;
  private final FunctionGraphs functions;
  private final ModelSource origin;
  private final ModelSession session;
  private final ModelOptions options;
  private final Map<Key, GraphWithWeights> weighted = new HashMap<>();
  private @Nullable FlatGraph unrolled;
  private @Nullable FlatGraph hoisted;
  private @Nullable EqualSizes sizes;

  private record Key(FlatGraph graph, boolean frozen) {}

  /**
   * Graphs made of a signature's.
   *
   * @param session the model's own, which has its variables
   */
  PlanGraphs(
      FlatGraph written,
      FunctionGraphs functions,
      ModelSource origin,
      ModelSession session,
      ModelOptions options) {
    this.written = written;
    this.functions = functions;
    this.origin = origin;
    this.session = session;
    this.options = options;
  }

  /** What plans are made from. All that has a name for users has the same one in it. */
  synchronized GraphWithWeights lean(boolean frozen) {
    return weighted(frozen ? hoisted() : unrolled(), frozen);
  }

  /** The graph as its author wrote it. */
  synchronized GraphWithWeights asWritten(boolean frozen) {
    return weighted(written, frozen);
  }

  /** Which sizes of the pruned graph are equal; computed once, for all weights. */
  synchronized EqualSizes sizes() {
    if (sizes == null) {
      boolean wanted = options.optimisations().contains(Optimisation.SYMBOLIC_EXAMPLES);
      sizes = wanted ? SymbolicSizes.of(unrolled()) : EqualSizes.UNKNOWN;
    }
    return sizes;
  }

  /** How many bytes of weights a frozen plan has. */
  synchronized long weightBytes() {
    return FrozenVariables.bytes(FrozenVariables.variables(hoisted()));
  }

  synchronized boolean weightsFitIntoGraph() {
    return weightBytes() <= LARGEST_GRAPH;
  }

  /** What plans are made of, its weights being variables. */
  synchronized FlatGraph lean() {
    return unrolled();
  }

  private FlatGraph unrolled() {
    if (unrolled == null) {
      boolean wanted = options.optimisations().contains(Optimisation.UNROLLED_LOOPS);
      unrolled = wanted ? UnrolledLoops.of(written, functions, ConstantFolding::evaluate) : written;
    }
    return unrolled;
  }

  /** What is frozen: loops that are left take values, which become constants, not handles. */
  private FlatGraph hoisted() {
    if (hoisted == null) {
      hoisted = HoistedReads.of(unrolled(), functions);
    }
    return hoisted;
  }

  private GraphWithWeights weighted(FlatGraph graph, boolean frozen) {
    return weighted.computeIfAbsent(
        new Key(graph, frozen), key -> frozen ? frozen(graph) : origin.live(graph));
  }

  private GraphWithWeights frozen(FlatGraph graph) {
    if (!weightsFitIntoGraph()) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          graph.model(),
          "its weights take "
              + weightBytes()
              + " bytes, more than a graph can hold as constants; use WeightSource.VARIABLES");
    }
    return origin.frozen(graph, session);
  }
}

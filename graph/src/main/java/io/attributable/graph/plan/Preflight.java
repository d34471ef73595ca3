package io.attributable.graph.plan;

import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.tape.FunctionGraphs;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Says before anything runs whether a layer can be explained, without native code: where some op on
 * the way has no rule, the whole plan is made, but for the borrowed rules, whose place zeros take.
 * Safe for any number of threads.
 */
public final class Preflight {
  private static final RuleBook RULES = RuleBook.of(JavaRules.all(), Preflight::zeros);

  private final LayerIndex layers;
  private final PlanBuilder plans;
  private final Map<TensorRef, Reach> reaches = new ConcurrentHashMap<>();

  private Preflight(LayerIndex layers) {
    this.layers = layers;
    this.plans =
        new PlanBuilder(layers.graph(), RULES, new FunctionGraphs(UnaryOperator.identity()), "");
  }

  /** Checks layers of this index. */
  public static Preflight of(LayerIndex layers) {
    return new Preflight(layers);
  }

  /**
   * Checks one layer.
   *
   * @param output null for the signature's only output
   * @throws AttributionException UNKNOWN_LAYER and its like, UNUSED_LAYER, NO_GRADIENT,
   *     UNKNOWN_OUTPUT, OUTPUT_REQUIRED, OUTPUT_NOT_FLOAT
   */
  public void check(String address, Port port, @Nullable String output) {
    LayerTensors layer = layers.resolve(address, port);
    OutputTensor explained = OutputTensor.find(layers, output);
    Reach reach =
        reaches.computeIfAbsent(
            explained.tensor(), tensor -> Reach.of(layers.graph(), tensor, RULES));
    if (reach.surely(layer)) {
      return;
    }
    AttributionPlan plan = plans.build(List.of(layer), explained, TargetKind.NONE, false);
    UnusedLayers.refuse(layers.graph(), plan);
  }

  private static Map<Integer, TensorRef> zeros(RuleContext context) {
    Map<Integer, TensorRef> gradients = new HashMap<>();
    context
        .needed()
        .forEach(
            input ->
                gradients.put(input, context.writer().unary("ZerosLike", context.input(input))));
    return gradients;
  }
}

package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tape.RuleContext;
import io.attributable.graph.tape.rules.JavaRules;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.PreflightReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines which layers can be explained, without running the model and without native code: the
 * tape runs as for an explanation, with zeros instead of native gradients. Safe for any number of
 * threads.
 */
public final class Preflight {
  private static final RuleBook WITHOUT_NATIVE_CODE =
      RuleBook.of(JavaRules.all(), Preflight::zeros);

  private final LayerIndex layers;
  private final LayerCheck check;

  private Preflight(LayerIndex layers, LayerCheck check) {
    this.layers = layers;
    this.check = check;
  }

  /** Checks layers of this index. */
  public static Preflight of(LayerIndex layers) {
    return of(layers, WITHOUT_NATIVE_CODE, new FunctionGraphs(UnaryOperator.identity()), false);
  }

  /**
   * Checks layers of this index by other rules.
   *
   * @param functions opens what its loops and branches refer to
   * @param stateRestored whether state that requests change is set back after each
   */
  public static Preflight of(
      LayerIndex layers, RuleBook rules, FunctionGraphs functions, boolean stateRestored) {
    return new Preflight(layers, new LayerCheck(layers, rules, functions, stateRestored));
  }

  /** The layers of the signature. */
  public LayerIndex layers() {
    return layers;
  }

  /**
   * Checks one layer.
   *
   * @param output null for the signature's only output
   * @throws AttributionException UNKNOWN_LAYER and its like, UNUSED_LAYER, NO_GRADIENT,
   *     UNKNOWN_OUTPUT, OUTPUT_REQUIRED, OUTPUT_NOT_FLOAT, OUTPUT_WITHOUT_EXAMPLES
   */
  public void check(String address, Port port, @Nullable String output) {
    check(layers.resolve(address, port), OutputTensor.find(layers, output));
  }

  /**
   * Checks one layer whose tensors are given.
   *
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT
   */
  public void check(LayerTensors layer, OutputTensor output) {
    check
        .check(layer, output)
        .problem()
        .ifPresent(
            problem -> {
              throw problem;
            });
  }

  /**
   * The tensors of a layer that can be explained.
   *
   * @throws AttributionException UNUSED_LAYER if no gradient reaches any of its tensors, and
   *     NO_GRADIENT
   */
  public ExplainedLayer explained(LayerTensors layer, OutputTensor output) {
    return check.explained(layer, output);
  }

  /** The tensors of a layer that no gradient reaches although no op blocks it. */
  public List<UnusedTensor> unused(LayerTensors layer, OutputTensor output) {
    return check.unused(layer, output);
  }

  /**
   * The report for some layers.
   *
   * @param output null for each of the signature's outputs
   * @throws AttributionException UNKNOWN_LAYER and its like, but LAYER_WITHOUT_FLOATS,
   *     LAYER_INSIDE_LOOP and LAYER_INSIDE_BRANCH; UNKNOWN_OUTPUT
   */
  public PreflightReport report(List<LayerPort> sides, @Nullable String output) {
    return report(sides, layers::resolve, output);
  }

  /**
   * The same for layers that are not found by the graph's scopes.
   *
   * @param lookup the tensors of a side
   * @throws AttributionException as {@link #report(List, String)}, and those of the lookup
   */
  public PreflightReport report(
      List<LayerPort> sides,
      BiFunction<String, Port, LayerTensors> lookup,
      @Nullable String output) {
    List<LayerPreflight> reports = new ArrayList<>();
    for (LayerPort side : sides) {
      outputs(output).forEach(explained -> reports.add(report(side, lookup, explained)));
    }
    return report(reports, false);
  }

  /**
   * The report for all layers of the signature.
   *
   * @param ports the sides to check
   * @param output null for each of the signature's outputs
   * @throws AttributionException UNKNOWN_OUTPUT and its like
   */
  public PreflightReport reportAll(Collection<Port> ports, @Nullable String output) {
    List<OutputTensor> outputs = outputs(output);
    List<LayerPreflight> reports = new ArrayList<>();
    for (LayerEntry entry : layers.layers()) {
      for (Port port : ports) {
        outputs.forEach(explained -> reports.add(report(entry, port, explained)));
      }
    }
    return report(reports, true);
  }

  private LayerPreflight report(LayerEntry entry, Port port, OutputTensor output) {
    return entry.attributable(port)
        ? check.check(new LayerTensors(entry.address(), port, entry.tensors(port)), output)
        : report(new LayerPort(entry.address(), port), layers::resolve, output);
  }

  private LayerPreflight report(
      LayerPort side, BiFunction<String, Port, LayerTensors> lookup, OutputTensor output) {
    try {
      return check.check(lookup.apply(side.layer(), side.port()), output);
    } catch (AttributionException e) {
      if (LayerPreflight.saysThereIsNone(e)) {
        return check.withoutTensors(side, lookup, output, e);
      }
      throw e;
    }
  }

  private PreflightReport report(List<LayerPreflight> reports, boolean wholeModel) {
    return new PreflightReport(
        layers.graph().model(), layers.graph().signature().name(), reports, wholeModel);
  }

  private List<OutputTensor> outputs(@Nullable String output) {
    return output != null
        ? List.of(OutputTensor.locate(layers, output))
        : layers.graph().signature().outputs().stream()
            .map(schema -> OutputTensor.locate(layers, schema.name()))
            .collect(Collectors.toList());
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

package io.attributable.graph.preflight;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.UnusedTensor;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FunctionGraphs;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.layer.LayerNames;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.plan.ConditionalBranch;
import io.attributable.graph.plan.Logits;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.plan.OutputTensor;
import io.attributable.graph.plan.Paths;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tape.RuleBook;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.preflight.LayerPreflight;
import io.attributable.preflight.NonDifferentiableOp;
import io.attributable.preflight.PreflightNote;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Holds layers of one signature against outputs. Safe for any number of threads. */
final class LayerCheck {
  private final LayerIndex layers;
  private final Paths paths;
  private final RuleBook rules;
  private final FunctionGraphs functions;
  private final ConditionalBranch branches;
  private final LayerNames names;
  private final LostCustomGradients customGradients;
  private final Remedies remedies;
  private final boolean stateRestored;
  private final Map<TensorRef, GradientFlow> flows = new ConcurrentHashMap<>();
  private final Map<OutputTensor, OutputPreflight> outputs = new ConcurrentHashMap<>();
  private final Map<OutputTensor, Optional<LogitsHint>> offers = new ConcurrentHashMap<>();
  private final Map<OutputTensor, OutputPreflight> requested = new ConcurrentHashMap<>();

  LayerCheck(LayerIndex layers, RuleBook rules, FunctionGraphs functions, boolean stateRestored) {
    this.stateRestored = stateRestored;
    this.layers = layers;
    this.rules = rules;
    this.functions = functions;
    this.paths = Paths.of(layers.graph());
    this.branches = new ConditionalBranch(layers.graph());
    this.names = new LayerNames(layers);
    this.customGradients = new LostCustomGradients(paths);
    this.remedies = new Remedies(names, paths, rules, this::flow);
  }

  LayerPreflight check(LayerTensors layer, OutputTensor output) {
    OutputPreflight towards = towards(output);
    Set<TensorRef> tensors = Paths.refs(layer);
    NoGradientReason obstacle = NoGradientReason.between(towards, tensors);
    Optional<AttributionException> branch = branches.problem(layer);
    boolean clear = obstacle.isNone() && towards.problem().isEmpty() && branch.isEmpty();
    List<String> advice =
        branch.isPresent()
            ? branch.get().remedy().stream().toList()
            : new Advice(remedies, this::signature).about(layer, towards, obstacle);
    return new LayerPreflight(
        layer.address(),
        layer.port(),
        output.name(),
        towards.dependsOn(tensors),
        obstacle.isNone(),
        obstacle.barrier().map(this::blockedBy),
        clear
            ? Optional.empty()
            : branch.or(() -> Optional.of(problem(layer, towards, obstacle, advice))),
        advice,
        notes(towards, tensors),
        clear ? UnusedTensors.of(layer, towards) : List.of());
  }

  /**
   * What of a layer can be explained.
   *
   * @throws AttributionException UNUSED_LAYER, NO_GRADIENT
   */
  ExplainedLayer explained(LayerTensors layer, OutputTensor output) {
    OutputPreflight towards = cached(output);
    if (towards.explains(Paths.refs(layer)) && branches.problem(layer).isEmpty()) {
      return new ExplainedLayer(
          UnusedTensors.used(layer, towards), UnusedTensors.of(layer, towards));
    }
    throw check(layer, output).problem().orElseThrow();
  }

  /** The tensors of a layer that no gradient reaches. */
  List<UnusedTensor> unused(LayerTensors layer, OutputTensor output) {
    return UnusedTensors.of(layer, cached(output));
  }

  /** For requests, which need their own layers only. */
  private OutputPreflight cached(OutputTensor output) {
    OutputPreflight ofAll = outputs.get(output);
    return ofAll != null ? ofAll : alone(output);
  }

  private OutputPreflight alone(OutputTensor output) {
    return requested.computeIfAbsent(
        output,
        wanted ->
            new OutputPreflight(
                paths, wanted, new GradientFlow(paths, rules, functions, wanted.tensor())));
  }

  private static AttributionException problem(
      LayerTensors layer, OutputPreflight output, NoGradientReason obstacle, List<String> advice) {
    return output
        .problem()
        .orElseGet(
            () -> NoGradientErrors.of(layer, output.output(), obstacle, String.join(" ", advice)));
  }

  /** The report for a side without floating-point tensors. */
  LayerPreflight withoutTensors(
      LayerPort side,
      BiFunction<String, Port, LayerTensors> lookup,
      OutputTensor output,
      AttributionException problem) {
    return new LayerPreflight(
        side.layer(),
        side.port(),
        output.name(),
        false,
        false,
        Optional.empty(),
        Optional.of(problem),
        problem.code() == ErrorCode.LAYER_WITHOUT_FLOATS
            ? otherPort(side, lookup, output).stream().toList()
            : problem.remedy().stream().toList(),
        List.of(),
        List.of());
  }

  private Optional<String> otherPort(
      LayerPort side, BiFunction<String, Port, LayerTensors> lookup, OutputTensor output) {
    Port other = side.port() == Port.INPUT ? Port.OUTPUT : Port.INPUT;
    try {
      return check(lookup.apply(side.layer(), other), output).explainable()
          ? Optional.of(Remedy.OTHER_PORT.text(NoGradientErrors.word(other)))
          : Optional.empty();
    } catch (AttributionException e) {
      if (LayerPreflight.saysThereIsNone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private NonDifferentiableOp blockedBy(NonDifferentiableNode barrier) {
    FlatNode node = barrier.node();
    return new NonDifferentiableOp(node.op(), node.scopedName(), names.layerOf(barrier.outer()));
  }

  private List<PreflightNote> notes(OutputPreflight output, Set<TensorRef> tensors) {
    BitSet between = output.between(tensors);
    List<PreflightNote> notes = new ArrayList<>(output.purity().notes(stateRestored));
    List<String> lost = customGradients.lostIn(between);
    if (!lost.isEmpty()) {
      notes.add(new PreflightNote(PreflightNote.Kind.LOST_GRADIENTS, List.of(), lost));
    }
    Logits.of(paths.graph(), output.output().tensor())
        .filter(logits -> between.get(paths.position(logits.activation().node())))
        .flatMap(logits -> offer(output.output()))
        .map(offer -> probabilities(output.output().name(), offer))
        .ifPresent(notes::add);
    return notes;
  }

  private static PreflightNote probabilities(String output, LogitsHint offer) {
    return new PreflightNote(
        PreflightNote.Kind.PROBABILITIES,
        List.of(output, offer.activation().toLowerCase(Locale.ROOT), offer.address()),
        List.of(offer.node()));
  }

  private Optional<LogitsHint> offer(OutputTensor output) {
    return offers.computeIfAbsent(
        output, wanted -> LogitsHint.of(layers, names, wanted.name(), wanted.tensor()));
  }

  private OutputPreflight towards(OutputTensor output) {
    return outputs.computeIfAbsent(
        output, wanted -> new OutputPreflight(paths, wanted, flow(wanted.tensor())));
  }

  private List<OutputPreflight> signature() {
    return layers.graph().signature().outputs().stream()
        .map(TensorSchema::name)
        .map(name -> towards(OutputTensor.locate(layers, name)))
        .toList();
  }

  /** All listed layers are checked in one traversal. */
  private GradientFlow flow(TensorRef output) {
    return flows.computeIfAbsent(
        output,
        tensor -> {
          GradientFlow flow = new GradientFlow(paths, rules, functions, tensor);
          flow.explore(listed());
          return flow;
        });
  }

  private List<TensorRef> listed() {
    List<TensorRef> tensors = new ArrayList<>();
    for (LayerEntry entry : names.entries()) {
      for (Port port : Port.values()) {
        entry.tensors(port).stream().map(TensorInfo::tensor).forEach(tensors::add);
      }
    }
    return tensors;
  }
}

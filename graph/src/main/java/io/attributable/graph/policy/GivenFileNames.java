package io.attributable.graph.policy;

import io.attributable.graph.flat.NodeOrder;
import io.attributable.graph.op.OpTrait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Whether a name of a file is one that the loader gives: the prefix of the checkpoint, or the path
 * of an asset, both below the model's directory. Names are followed through calls of functions; one
 * that is computed, or comes through a loop, is none of them.
 */
final class GivenFileNames {
  private static final Set<String> HANDED_ON = Set.of("Identity");

  /** A tensor in a function, or in the outermost graph where the function's name is empty. */
  record Place(String function, String tensor) {}

  private final Set<String> given;
  private final HeldNames held;
  private final Map<String, Map<String, NodeDef>> nodes = new HashMap<>();
  private final Map<String, Map<String, Integer>> arguments = new HashMap<>();
  private final Map<String, List<List<Place>>> calls = new HashMap<>();
  private final Set<String> calledElsewhere = new HashSet<>();

  /**
   * Names in what is run.
   *
   * @param given tensors of the outermost graph that the loader feeds names to
   * @param held what variables of that graph may hold
   */
  GivenFileNames(Set<String> given, HeldNames held, ReachedNodes reached) {
    this.given = given;
    this.held = held;
    register("", reached.outermost());
    for (FunctionDef function : reached.functions()) {
      String name = function.getSignature().getName();
      register(name, function.getNodeDefList());
      Map<String, Integer> positions = new HashMap<>();
      for (OpDef.ArgDef argument : function.getSignature().getInputArgList()) {
        positions.put(argument.getName(), positions.size());
      }
      arguments.put(name, positions);
    }
    nodes.forEach((function, body) -> body.values().forEach(node -> registerCalls(function, node)));
  }

  private void register(String function, List<NodeDef> body) {
    Map<String, NodeDef> byName = new HashMap<>();
    body.forEach(node -> byName.put(node.getName(), node));
    nodes.put(function, byName);
  }

  private void registerCalls(String caller, NodeDef node) {
    boolean call = OpTrait.CALL.is(node.getOp());
    boolean branch = OpTrait.BRANCH.is(node.getOp());
    List<Place> inputs = new ArrayList<>();
    node.getInputList().stream()
        .filter(input -> !input.startsWith("^"))
        .forEach(input -> inputs.add(new Place(caller, input)));
    List<Place> handed = branch && !inputs.isEmpty() ? inputs.subList(1, inputs.size()) : inputs;
    for (String callee : ReachedNodes.referred(node)) {
      if (call || branch || callee.equals(node.getOp())) {
        calls.computeIfAbsent(callee, unused -> new ArrayList<>()).add(handed);
      } else {
        calledElsewhere.add(callee);
      }
    }
  }

  /** Whether all that a tensor can be is given by the loader. */
  boolean contains(String function, String tensor) {
    Deque<Place> open = new ArrayDeque<>(List.of(new Place(function, tensor)));
    Set<Place> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (seen.add(place) && !isGiven(place) && !addSources(place, open)) {
        return false;
      }
    }
    return true;
  }

  private boolean isGiven(Place place) {
    return place.function().isEmpty() && given.contains(ReachedNodes.tensor(place.tensor()));
  }

  private boolean addHeld(NodeDef read, Deque<Place> open) {
    Optional<List<String>> values = held.values(read);
    values.ifPresent(all -> all.forEach(value -> open.push(new Place("", value))));
    return values.isPresent();
  }

  /** Adds what a tensor is taken from; false if it is made here. */
  private boolean addSources(Place place, Deque<Place> open) {
    String name = NodeOrder.nodeOf(place.tensor());
    NodeDef node = nodes.getOrDefault(place.function(), Map.of()).get(name);
    if (node != null) {
      if (HANDED_ON.contains(node.getOp()) && node.getInputCount() > 0) {
        open.push(new Place(place.function(), node.getInput(0)));
        return true;
      }
      return place.function().isEmpty() && addHeld(node, open);
    }
    Integer position = arguments.getOrDefault(place.function(), Map.of()).get(name);
    List<List<Place>> callers = calls.getOrDefault(place.function(), List.of());
    if (position == null || callers.isEmpty() || calledElsewhere.contains(place.function())) {
      return false;
    }
    for (List<Place> handed : callers) {
      if (position >= handed.size()) {
        return false;
      }
      open.push(handed.get(position));
    }
    return true;
  }
}

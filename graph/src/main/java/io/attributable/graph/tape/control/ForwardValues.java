package io.attributable.graph.tape.control;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.op.OpTrait;
import io.attributable.graph.tape.NoGradientException;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.graph.write.GraphBuilder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.DataType;

/**
 * What the gradient of a function's body takes from its forward run, and how it gets it: from what
 * is given anyway, by computing it again, or by having the forward run record it.
 */
final class ForwardValues {

  private final GraphBuilder body;
  private final Set<TensorRef> given;
  private final Recording recording;
  private final Recomputability repeatable;
  private final Map<String, Boolean> fixed = new HashMap<>();
  private final Set<TensorRef> recorded = new LinkedHashSet<>();
  private final Deque<FlatNode> open = new ArrayDeque<>();

  /**
   * Finds out what some tensors need.
   *
   * @param body a function's graph with its gradient's nodes
   * @param results the gradients
   * @param given what the gradient's function has as arguments in any case
   */
  ForwardValues(
      GraphBuilder body, Collection<TensorRef> results, Set<TensorRef> given, Recording recording) {
    this.body = body;
    this.given = given;
    this.recording = hasBranches(body.base()) ? Recording.VARIABLES : recording;
    this.repeatable = new Recomputability(body.base());
    collect(results);
  }

  /** Values in a branch of TensorFlow 1 cannot be recorded when another one is taken. */
  private static boolean hasBranches(FlatGraph body) {
    return body.byName().values().stream().anyMatch(node -> OpTrait.SWITCH.is(node.op()));
  }

  /** What the forward run must record. */
  Set<TensorRef> recorded() {
    return recorded;
  }

  private void collect(Collection<TensorRef> results) {
    Set<String> followed = new HashSet<>();
    results.forEach(this::reach);
    while (!open.isEmpty()) {
      FlatNode node = open.pop();
      if (followed.add(node.name())) {
        node.inputs().forEach(this::reach);
        node.controls().stream().map(body::node).forEach(this::reachByControl);
      }
    }
  }

  private void reach(TensorRef tensor) {
    FlatNode node = body.node(tensor.node());
    if (given.contains(tensor)) {
      return;
    }
    if (mustRecord(node)) {
      record(node, tensor);
    } else {
      open.push(node);
    }
  }

  /** In a branch of TensorFlow 1 such an edge decides whether a node runs at all. */
  private void reachByControl(FlatNode node) {
    if (node.outputs().isEmpty()) {
      open.push(node);
    } else {
      reach(node.output(0));
    }
  }

  private void record(FlatNode node, TensorRef tensor) {
    if (body.type(tensor) == DataType.DT_RESOURCE) {
      throw new NoGradientException(node);
    }
    recorded.add(tensor);
  }

  private boolean mustRecord(FlatNode node) {
    if (body.added().containsKey(node.name())) {
      return isShapeOfForward(node);
    }
    FlatGraph forward = body.base();
    if (forward.isFed(node.output(0)) || !repeatable.test(node)) {
      return true;
    }
    return switch (recording) {
      case TENSORS -> !isFixed(node);
      case PRODUCTS -> OpTrait.sumsProducts(node.op()) && !isFixed(node);
      case VARIABLES -> false;
    };
  }

  /** A shape is recorded instead of its tensor. */
  private boolean isShapeOfForward(FlatNode node) {
    TensorRef of = node.op().equals("Shape") ? node.inputs().get(0) : null;
    return of != null
        && recording == Recording.TENSORS
        && !given.contains(of)
        && !body.added().containsKey(of.node());
  }

  /** Whether a node of the forward run gives the same in every iteration. */
  private boolean isFixed(FlatNode start) {
    Deque<FlatNode> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      FlatNode node = open.peek();
      if (fixed.containsKey(node.name()) || isDecided(node, open)) {
        open.pop();
      }
    }
    return Boolean.TRUE.equals(fixed.get(start.name()));
  }

  /** Decides on a node, or has its inputs decided on first. */
  private boolean isDecided(FlatNode node, Deque<FlatNode> open) {
    boolean all = repeatable.test(node) && !body.base().isFed(node.output(0));
    boolean waits = false;
    for (TensorRef input : all ? node.inputs() : Set.<TensorRef>of()) {
      if (given.contains(input)) {
        continue;
      }
      Boolean known = fixed.get(input.node());
      if (known == null) {
        open.push(body.node(input.node()));
        waits = true;
      } else {
        all &= known;
      }
    }
    if (!waits) {
      fixed.put(node.name(), all);
    }
    return !waits;
  }
}

package io.attributable.model;

import io.attributable.NonNull;
import io.attributable.Port;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a generated explainer was compiled against: a signature, and the layers that were checked.
 * Written by the annotation processor and checked when a model is loaded. Immutable, safe for any
 * number of threads.
 *
 * <p>Types and shapes are text, such as {@code float32} and {@code [?,8,8,1]}, where {@code ?} is
 * an unknown dimension.
 *
 * @param explained the interface the explainer was generated for; messages name it
 * @param signature the signature that is explained
 * @param inputs all inputs of the signature
 * @param outputs all outputs of the signature
 * @param layers the layers of the interface
 * @param towards the explained output; empty for the only one
 * @param graph the content of the lock file; empty if there is none
 */
public record ModelContract(
    String explained,
    String signature,
    List<Tensor> inputs,
    List<Tensor> outputs,
    List<Layer> layers,
    Optional<String> towards,
    Optional<GraphLock> graph) {
  /** Copies the lists. */
  public ModelContract {
    Objects.requireNonNull(explained, "explained");
    Objects.requireNonNull(signature, "signature");
    NonNull.all(inputs, "inputs");
    NonNull.all(outputs, "outputs");
    NonNull.all(layers, "layers");
    Objects.requireNonNull(towards, "towards");
    Objects.requireNonNull(graph, "graph");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }

  /**
   * An input or output.
   *
   * @param content type and shape
   */
  public record Tensor(String name, String content) {
    /** Requires both. */
    public Tensor {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * A layer that was checked.
   *
   * @param tensors type and shape of each
   * @param explainable whether it could be explained
   */
  public record Layer(String address, Port port, List<String> tensors, boolean explainable) {
    /** Copies the list. */
    public Layer {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(port, "port");
      NonNull.all(tensors, "tensors");
      tensors = List.copyOf(tensors);
    }
  }

  /**
   * A contract about a signature without inputs, outputs and layers.
   *
   * @param explained the interface the explainer was generated for; messages name it
   */
  public static ModelContract of(String explained, String signature) {
    return new ModelContract(
        explained, signature, List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
  }

  /** The same contract with another input. */
  public ModelContract input(String name, String type, String shape) {
    List<Tensor> more = with(inputs, tensor(name, type, shape));
    return new ModelContract(explained, signature, more, outputs, layers, towards, graph);
  }

  /** The same contract with another output. */
  public ModelContract output(String name, String type, String shape) {
    List<Tensor> more = with(outputs, tensor(name, type, shape));
    return new ModelContract(explained, signature, inputs, more, layers, towards, graph);
  }

  private static Tensor tensor(String name, String type, String shape) {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(shape, "shape");
    return new Tensor(name, type + " " + shape);
  }

  /**
   * The same contract with another layer, which can be explained.
   *
   * @param tensors type and shape of each tensor of that side, such as {@code float32 [?,10]}
   */
  public ModelContract layer(String address, Port port, String... tensors) {
    NonNull.all(tensors, "tensors");
    return with(new Layer(address, port, List.of(tensors), true));
  }

  /** The same contract with another layer, which the compiler found not to be explainable. */
  public ModelContract unexplained(String address, Port port, String... tensors) {
    NonNull.all(tensors, "tensors");
    return with(new Layer(address, port, List.of(tensors), false));
  }

  private ModelContract with(Layer layer) {
    return new ModelContract(
        explained, signature, inputs, outputs, with(layers, layer), towards, graph);
  }

  /** The same contract with the output that its layers are explained towards. */
  public ModelContract towards(String output) {
    Objects.requireNonNull(output, "output");
    return new ModelContract(
        explained, signature, inputs, outputs, layers, Optional.of(output), graph);
  }

  /**
   * The same contract with the graph locked: its computation must stay the same, except weights and
   * names.
   *
   * @param hash the fingerprint of the computation of the signature's graph
   * @param ops how often each op occurs, such as {@code Conv2D 3}, for messages
   */
  public ModelContract graph(String hash, String... ops) {
    NonNull.all(ops, "ops");
    return locked(new GraphLock(hash, List.of(ops), List.of()));
  }

  /**
   * The same contract with a layer locked to its tensors; call {@link #graph(String, String...)}
   * before.
   *
   * @param positions of the tensors in the graph, such as {@code 17:0}
   * @throws IllegalStateException if the graph is not locked
   */
  public ModelContract lockedLayer(String address, Port port, String... positions) {
    NonNull.all(positions, "positions");
    GraphLock lock =
        graph.orElseThrow(
            () -> new IllegalStateException("layers can be locked only after the graph"));
    return locked(lock.with(new GraphLock.LockedLayer(address, port, List.of(positions))));
  }

  private ModelContract locked(GraphLock lock) {
    return new ModelContract(
        explained, signature, inputs, outputs, layers, towards, Optional.of(lock));
  }

  private static <T> List<T> with(List<T> some, T another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }
}

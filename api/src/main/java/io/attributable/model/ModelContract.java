package io.attributable.model;

import io.attributable.NonNull;
import io.attributable.Port;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a generated explainer was compiled against: a signature, and the layers that were checked.
 * Written by the annotation processor; a model is held against it when it is loaded. Immutable.
 *
 * <p>Types and shapes stand as text, such as {@code float32} and {@code [?,8,8,1]}, in which {@code
 * ?} is a length that the model leaves open.
 *
 * @param explained the interface the explainer was generated for; messages name it
 * @param signature the signature that is explained
 * @param inputs all that it takes
 * @param outputs all that it gives
 * @param layers those that the interface names
 * @param towards the output that they are explained towards; empty for the only one
 * @param graph what a lock file says of the graph; empty if there is none
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
   * A contract about a signature, that asks for nothing else yet.
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

  /** The same contract, its layers being explained towards this output, not the only one. */
  public ModelContract towards(String output) {
    Objects.requireNonNull(output, "output");
    return new ModelContract(
        explained, signature, inputs, outputs, layers, Optional.of(output), graph);
  }

  /**
   * The same contract with the graph locked: what it computes must stay, weights and names aside.
   *
   * @param hash of what the signature's graph computes
   * @param ops how often each op occurs, such as {@code Conv2D 3}, to say what changed
   */
  public ModelContract graph(String hash, String... ops) {
    NonNull.all(ops, "ops");
    return locked(new GraphLock(hash, List.of(ops), List.of()));
  }

  /**
   * The same contract with a layer locked to its tensors, behind {@link #graph(String, String...)}.
   *
   * @param places of the tensors in the graph, such as {@code 17:0}
   * @throws IllegalStateException if the graph is not locked
   */
  public ModelContract place(String address, Port port, String... places) {
    NonNull.all(places, "places");
    GraphLock lock =
        graph.orElseThrow(
            () -> new IllegalStateException("only a locked graph has places that mean something"));
    return locked(lock.with(new GraphLock.Place(address, port, List.of(places))));
  }

  private ModelContract locked(GraphLock lock) {
    return new ModelContract(
        explained, signature, inputs, outputs, layers, towards, Optional.of(lock));
  }

  private static <T> List<T> with(List<T> some, T another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }
}

package io.attributable.tensorflow.generated;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.AttributableModel;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a generated explainer was compiled against: a signature, and the layers that were checked.
 * Written by the annotation processor, checked by {@link #require}. Immutable.
 *
 * <p>Types and shapes stand as text, such as {@code float32} and {@code [?,8,8,1]}, in which {@code
 * ?} is a length that the model leaves open.
 */
public final class ModelContract {
  private final String explained;
  private final String signature;
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final List<Layer> layers;
  private final @Nullable String towards;
  private final @Nullable GraphLock graph;

  private ModelContract(
      String explained,
      String signature,
      List<Tensor> inputs,
      List<Tensor> outputs,
      List<Layer> layers,
      @Nullable String towards,
      @Nullable GraphLock graph) {
    this.explained = explained;
    this.signature = signature;
    this.inputs = inputs;
    this.outputs = outputs;
    this.layers = layers;
    this.towards = towards;
    this.graph = graph;
  }

  /**
   * A contract about a signature, that asks for nothing else yet.
   *
   * @param explained the interface the explainer was generated for; messages name it
   */
  public static ModelContract of(String explained, String signature) {
    return new ModelContract(explained, signature, List.of(), List.of(), List.of(), null, null);
  }

  /** The same contract with another input. */
  public ModelContract input(String name, String type, String shape) {
    List<Tensor> more = with(inputs, new Tensor(name, type + " " + shape));
    return new ModelContract(explained, signature, more, outputs, layers, towards, graph);
  }

  /** The same contract with another output. */
  public ModelContract output(String name, String type, String shape) {
    List<Tensor> more = with(outputs, new Tensor(name, type + " " + shape));
    return new ModelContract(explained, signature, inputs, more, layers, towards, graph);
  }

  /**
   * The same contract with another layer, which can be explained.
   *
   * @param tensors type and shape of each tensor of that side, such as {@code float32 [?,10]}
   */
  public ModelContract layer(String address, Port port, String... tensors) {
    return with(new Layer(address, port, List.of(tensors), true));
  }

  /** The same contract with another layer, which the compiler found not to be explainable. */
  public ModelContract unexplained(String address, Port port, String... tensors) {
    return with(new Layer(address, port, List.of(tensors), false));
  }

  private ModelContract with(Layer layer) {
    return new ModelContract(
        explained, signature, inputs, outputs, with(layers, layer), towards, graph);
  }

  /** The same contract, its layers being explained towards this output, not the only one. */
  public ModelContract towards(String output) {
    return new ModelContract(explained, signature, inputs, outputs, layers, output, graph);
  }

  /**
   * The same contract with the graph locked: what it computes must stay, weights and names aside.
   *
   * @param hash of what the signature's graph computes
   * @param ops how often each op occurs, such as {@code Conv2D 3}, to say what changed
   */
  public ModelContract graph(String hash, String... ops) {
    return locked(new GraphLock(hash, List.of(ops), List.of()));
  }

  /**
   * The same contract with a layer locked to its tensors, behind {@link #graph}.
   *
   * @param places of the tensors in the graph, such as {@code 17:0}
   * @throws IllegalStateException if the graph is not locked
   */
  public ModelContract place(String address, Port port, String... places) {
    if (graph == null) {
      throw new IllegalStateException("only a locked graph has places that mean something");
    }
    return locked(graph.with(new GraphLock.Place(address, port, List.of(places))));
  }

  private ModelContract locked(GraphLock lock) {
    return new ModelContract(explained, signature, inputs, outputs, layers, towards, lock);
  }

  /**
   * Checks that a model is the one that the explainer was generated for, and that its layers can
   * still be explained.
   *
   * @throws AttributionException MODEL_CHANGED, with every difference; MODEL_CLOSED
   */
  public void require(AttributableModel model) {
    Objects.requireNonNull(model, "model");
    check(model.file(), model::preflight);
  }

  /**
   * Holds a model against the contract.
   *
   * @param preflightOf knows the layers of a signature, and whether they can be explained
   * @throws AttributionException MODEL_CHANGED, with every difference
   */
  void check(SavedModelFile model, Function<String, Preflight> preflightOf) {
    List<String> differences = ModelContractCheck.of(this, model).differences(preflightOf);
    if (!differences.isEmpty()) {
      throw new AttributionException(
          ErrorCode.MODEL_CHANGED, model.name(), explained, String.join("; ", differences));
    }
  }

  String signature() {
    return signature;
  }

  List<Tensor> inputs() {
    return inputs;
  }

  List<Tensor> outputs() {
    return outputs;
  }

  List<Layer> layers() {
    return layers;
  }

  @Nullable String towards() {
    return towards;
  }

  @Nullable GraphLock graph() {
    return graph;
  }

  private static <T> List<T> with(List<T> some, T another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }

  /**
   * An input or output.
   *
   * @param content type and shape
   */
  record Tensor(String name, String content) {}

  /**
   * A layer that was checked.
   *
   * @param tensors type and shape of each
   * @param explainable whether it could be explained
   */
  record Layer(String address, Port port, List<String> tensors, boolean explainable) {}
}

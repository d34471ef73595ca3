package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Port;
import io.attributable.model.ModelContract;
import io.attributable.model.SignatureDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.generated.ExplainerRequest;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Explains the layers of {@link TwoInputs}: SavedModel <code>k3_multi_io</code>, signature <code>serving_default</code>, output <code>a</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class TwoInputsExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.TwoInputs", "serving_default")
      .input("left", "float32", "[?,4]")
      .input("right", "float32", "[?,2,3]")
      .output("a", "float32", "[?,3]")
      .output("b", "float32", "[?,2,2]")
      .towards("a")
      .layer("left_dense", Port.OUTPUT, "float32 [?,5]")
      .layer("merge", Port.OUTPUT, "float32 [?,9]")
      .layer("merge", Port.INPUT, "float32 [?,5]", "float32 [?,4]")
      .layer("trunk", Port.OUTPUT, "float32 [?,6]");

  /**
   * What runs the requests.
   */
  private final AttributableModel model;

  /**
   * Begins a request.
   */
  private final Supplier<LayerAttribution> requests;

  /**
   * Explains a loaded model.
   *
   * @param model closed with this
   */
  private TwoInputsExplainer(AttributableModel model) {
    this.model = model;
    this.requests =
        () -> LayerAttribution.on(model).signature("serving_default").output("a");
  }

  /**
   * Loads the model with the default options. Close the explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @return the explainer
   */
  public static TwoInputsExplainer load(Path savedModel) {
    return load(savedModel, ModelOptions.defaults());
  }

  /**
   * Loads the model, and checks that it still is what this class was compiled against. Close the
   * explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @param options how to run it
   * @return the explainer
   */
  public static TwoInputsExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>k3_multi_io</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static TwoInputsExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>k3_multi_io</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static TwoInputsExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(TwoInputsExplainer.class, "k3_multi_io", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static TwoInputsExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new TwoInputsExplainer(model);
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /**
   * The inputs and outputs as the loaded model has them, by which {@code InputReader} of {@code
   * attributable-inputs} reads files.
   *
   * @return their names, dtypes and shapes
   */
  public SignatureDescription signature() {
    return model.signature("serving_default");
  }

  /**
   * Frees the model's native memory, when running requests are done.
   */
  @Override
  public void close() {
    model.close();
  }

  /**
   * Explains the output of layer <code>left_dense</code>:
   *
   * <ul>
   *   <li><code>multi_io_1/left_dense_1/Relu:0</code>: <code>float32</code> of rank 2, shape <code>[?,5]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsLeft<Attribution> left() {
    return new NeedsLeft<>(
        () -> this.requests.get().layer("left_dense", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the output of layer <code>merge</code>:
   *
   * <ul>
   *   <li><code>multi_io_1/merge_1/concat:0</code>: <code>float32</code> of rank 2, shape <code>[?,9]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsLeft<Attribution> merge() {
    return new NeedsLeft<>(
        () -> this.requests.get().layer("merge", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the input of layer <code>merge</code>:
   *
   * <ul>
   *   <li><code>multi_io_1/left_dense_1/Relu:0</code>: <code>float32</code> of rank 2, shape <code>[?,5]</code>
   *   <li><code>multi_io_1/right_dense_1/Tanh:0</code>: <code>float32</code> of rank 2, shape <code>[?,4]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsLeft<Attribution> merged() {
    return new NeedsLeft<>(
        () -> this.requests.get().layer("merge", Port.INPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the output of layer <code>trunk</code>:
   *
   * <ul>
   *   <li><code>multi_io_1/trunk_1/Tanh:0</code>: <code>float32</code> of rank 2, shape <code>[?,6]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsLeft<Attribution> trunk() {
    return new NeedsLeft<>(
        () -> this.requests.get().layer("trunk", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>left</code>.
   *
   * @param left <code>float32</code> of rank 2, shape <code>[?,4]</code>, where <code>?</code> is any length
   * @return the request with this input
   */
  public NeedsRight<TwoInputsAttributions> left(FloatNdArray left) {
    return new NeedsLeft<TwoInputsAttributions>(
        () -> this.requests.get()
            .layer("left_dense", Port.OUTPUT)
            .layer("merge", Port.OUTPUT)
            .layer("merge", Port.INPUT)
            .layer("trunk", Port.OUTPUT),
        TwoInputsAttributions::of)
        .left(left);
  }

  /**
   * A request that still needs input <code>left</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsLeft<A> {
    /**
     * The request so far.
     */
    private final Supplier<LayerAttribution> start;

    /**
     * Makes the result of what a run gave.
     */
    private final Function<Attributions, A> result;

    /**
     * A request that can be run many times.
     *
     * @param start the request so far
     * @param result makes the result of what a run gave
     */
    private NeedsLeft(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>left</code>.
     *
     * @param left <code>float32</code> of rank 2, shape <code>[?,4]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsRight<A> left(FloatNdArray left) {
      return new NeedsRight<>(
          () -> this.start.get().input("left", left),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>right</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsRight<A> {
    /**
     * The request so far.
     */
    private final Supplier<LayerAttribution> start;

    /**
     * Makes the result of what a run gave.
     */
    private final Function<Attributions, A> result;

    /**
     * A request that can be run many times.
     *
     * @param start the request so far
     * @param result makes the result of what a run gave
     */
    private NeedsRight(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>right</code>.
     *
     * @param right <code>float32</code> of rank 3, shape <code>[?,2,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> right(FloatNdArray right) {
      return new ExplainerRequest<>(
          this.start.get().input("right", right),
          this.result);
    }
  }
}

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
 * Explains the layers of {@link InputsAlike}: SavedModel <code>clashing_inputs</code>, signature <code>serving_default</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class InputsAlikeExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.InputsAlike", "serving_default")
      .input("A_b", "float32", "[?,3]")
      .input("a b", "float32", "[?,3]")
      .input("a.b", "float32", "[?,3]")
      .output("y", "float32", "[?,3]")
      .layer("product", Port.OUTPUT, "float32 unknown");

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
  private InputsAlikeExplainer(AttributableModel model) {
    this.model = model;
    this.requests =
        () -> LayerAttribution.on(model).signature("serving_default");
  }

  /**
   * Loads the model with the default options. Close the explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @return the explainer
   */
  public static InputsAlikeExplainer load(Path savedModel) {
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
  public static InputsAlikeExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>clashing_inputs</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static InputsAlikeExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>clashing_inputs</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static InputsAlikeExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(InputsAlikeExplainer.class, "clashing_inputs", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static InputsAlikeExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new InputsAlikeExplainer(model);
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
   * Explains the output of layer <code>product</code>:
   *
   * <ul>
   *   <li><code>product/Mul:0</code>: <code>float32</code> of any rank
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsA_b<Attribution> product() {
    return new NeedsA_b<>(
        () -> this.requests.get().layer("product", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>A_b</code>.
   *
   * @param A_b <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
   * @return the request with this input
   */
  public NeedsA_b_2<InputsAlikeAttributions> A_b(FloatNdArray A_b) {
    return new NeedsA_b<InputsAlikeAttributions>(
        () -> this.requests.get()
            .layer("product", Port.OUTPUT),
        InputsAlikeAttributions::of)
        .A_b(A_b);
  }

  /**
   * A request that still needs input <code>A_b</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA_b<A> {
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
    private NeedsA_b(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>A_b</code>.
     *
     * @param A_b <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsA_b_2<A> A_b(FloatNdArray A_b) {
      return new NeedsA_b_2<>(
          () -> this.start.get().input("A_b", A_b),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>a b</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA_b_2<A> {
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
    private NeedsA_b_2(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>a b</code>.
     *
     * @param a_b_2 <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsA_b_3<A> a_b_2(FloatNdArray a_b_2) {
      return new NeedsA_b_3<>(
          () -> this.start.get().input("a b", a_b_2),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>a.b</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA_b_3<A> {
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
    private NeedsA_b_3(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>a.b</code>.
     *
     * @param a_b_3 <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> a_b_3(FloatNdArray a_b_3) {
      return new ExplainerRequest<>(
          this.start.get().input("a.b", a_b_3),
          this.result);
    }
  }
}

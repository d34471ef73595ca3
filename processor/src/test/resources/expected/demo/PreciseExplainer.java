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
import org.tensorflow.ndarray.DoubleNdArray;

/**
 * Explains the layers of {@link Precise}: SavedModel <code>tfmodule_two_signatures</code>, signature <code>precise</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class PreciseExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.Precise", "precise")
      .input("x", "float64", "[?,4]")
      .output("energy", "float64", "[?]")
      .layer("fine", Port.OUTPUT, "float64 [?,3]")
      .layer("scope:fine", Port.OUTPUT, "float64 [?,3]");

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
  private PreciseExplainer(AttributableModel model) {
    this.model = model;
    this.requests =
        () -> LayerAttribution.on(model).signature("precise");
  }

  /**
   * Loads the model with the default options. Close the explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @return the explainer
   */
  public static PreciseExplainer load(Path savedModel) {
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
  public static PreciseExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>tfmodule_two_signatures</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static PreciseExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>tfmodule_two_signatures</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static PreciseExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(PreciseExplainer.class, "tfmodule_two_signatures", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static PreciseExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new PreciseExplainer(model);
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
    return model.signature("precise");
  }

  /**
   * Frees the model's native memory, when running requests are done.
   */
  @Override
  public void close() {
    model.close();
  }

  /**
   * Explains the output of layer <code>fine</code>:
   *
   * <ul>
   *   <li><code>fine/MatMul:0</code>: <code>float64</code> of rank 2, shape <code>[?,3]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsX<Attribution> of() {
    return new NeedsX<>(
        () -> this.requests.get().layer("fine", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the output of layer <code>scope:fine</code>:
   *
   * <ul>
   *   <li><code>fine/MatMul:0</code>: <code>float64</code> of rank 2, shape <code>[?,3]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsX<Attribution> scope() {
    return new NeedsX<>(
        () -> this.requests.get().layer("scope:fine", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>x</code>.
   *
   * @param x <code>float64</code> of rank 2, shape <code>[?,4]</code>, where <code>?</code> is any length
   * @return the request with this input
   */
  public ExplainerRequest<PreciseAttributions> x(DoubleNdArray x) {
    return new NeedsX<PreciseAttributions>(
        () -> this.requests.get()
            .layer("fine", Port.OUTPUT)
            .layer("scope:fine", Port.OUTPUT),
        PreciseAttributions::of)
        .x(x);
  }

  /**
   * A request that still needs input <code>x</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsX<A> {
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
    private NeedsX(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>x</code>.
     *
     * @param x <code>float64</code> of rank 2, shape <code>[?,4]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> x(DoubleNdArray x) {
      return new ExplainerRequest<>(
          this.start.get().input("x", x),
          this.result);
    }
  }
}

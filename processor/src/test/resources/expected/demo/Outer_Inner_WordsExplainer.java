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
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * Explains the layers of {@link Outer.Inner.Words}: SavedModel <code>tfmodule_string_table</code>, signature <code>serving_default</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
final class Outer_Inner_WordsExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.Outer.Inner.Words", "serving_default")
      .input("temperature", "float32", "[]")
      .input("words", "string", "[?,3]")
      .output("scores", "float32", "[?,3]")
      .layer("embedding", Port.OUTPUT, "float32 [?,3,6]");

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
  private Outer_Inner_WordsExplainer(AttributableModel model) {
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
  public static Outer_Inner_WordsExplainer load(Path savedModel) {
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
  public static Outer_Inner_WordsExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>tfmodule_string_table</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static Outer_Inner_WordsExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>tfmodule_string_table</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static Outer_Inner_WordsExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(Outer_Inner_WordsExplainer.class, "tfmodule_string_table", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static Outer_Inner_WordsExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new Outer_Inner_WordsExplainer(model);
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
   * Explains the output of layer <code>embedding</code>:
   *
   * <ul>
   *   <li><code>embedding/Gather:0</code>: <code>float32</code> of rank 3, shape <code>[?,3,6]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsTemperature<Attribution> embedding() {
    return new NeedsTemperature<>(
        () -> this.requests.get().layer("embedding", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>temperature</code>.
   *
   * @param temperature one <code>float32</code>
   * @return the request with this input
   */
  public NeedsWords<Outer_Inner_WordsAttributions> temperature(float temperature) {
    return new NeedsTemperature<Outer_Inner_WordsAttributions>(
        () -> this.requests.get()
            .layer("embedding", Port.OUTPUT),
        Outer_Inner_WordsAttributions::of)
        .temperature(temperature);
  }

  /**
   * A request that still needs input <code>temperature</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsTemperature<A> {
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
    private NeedsTemperature(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>temperature</code>.
     *
     * @param temperature one <code>float32</code>
     * @return the request with this input
     */
    public NeedsWords<A> temperature(float temperature) {
      return new NeedsWords<>(
          () -> this.start.get().input("temperature", NdArrays.scalarOf(temperature)),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>words</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsWords<A> {
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
    private NeedsWords(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>words</code>.
     *
     * @param words <code>string</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length; each a <code>String</code> or a <code>byte[]</code>
     * @return the request with this input
     */
    public ExplainerRequest<A> words(NdArray<?> words) {
      return new ExplainerRequest<>(
          this.start.get().input("words", words),
          this.result);
    }
  }
}

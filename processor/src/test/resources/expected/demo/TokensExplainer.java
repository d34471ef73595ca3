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
import org.tensorflow.ndarray.LongNdArray;

/**
 * Explains the layers of {@link Tokens}: SavedModel <code>captum_embedding</code>, signature <code>serving_default</code>, output <code>output</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class TokensExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.Tokens", "serving_default")
      .input("input1", "int64", "[?]")
      .input("input2", "int64", "[?]")
      .output("output", "float32", "[?]")
      .towards("output")
      .layer("embedding1", Port.OUTPUT, "float32 [?,2]")
      .layer("linear1", Port.OUTPUT, "float32 [?,3]");

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
  private TokensExplainer(AttributableModel model) {
    this.model = model;
    this.requests =
        () -> LayerAttribution.on(model).signature("serving_default").output("output");
  }

  /**
   * Loads the model with the default options. Close the explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @return the explainer
   */
  public static TokensExplainer load(Path savedModel) {
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
  public static TokensExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>captum_embedding</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static TokensExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>captum_embedding</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static TokensExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(TokensExplainer.class, "captum_embedding", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static TokensExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new TokensExplainer(model);
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
   * Explains the output of layer <code>embedding1</code>:
   *
   * <ul>
   *   <li><code>embedding1/Gather:0</code>: <code>float32</code> of rank 2, shape <code>[?,2]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsInput1<Attribution> first() {
    return new NeedsInput1<>(
        () -> this.requests.get().layer("embedding1", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the output of layer <code>linear1</code>:
   *
   * <ul>
   *   <li><code>linear1/MatMul:0</code>: <code>float32</code> of rank 2, shape <code>[?,3]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsInput1<Attribution> linear() {
    return new NeedsInput1<>(
        () -> this.requests.get().layer("linear1", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>input1</code>.
   *
   * @param input1 <code>int64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
   * @return the request with this input
   */
  public NeedsInput2<TokensAttributions> input1(LongNdArray input1) {
    return new NeedsInput1<TokensAttributions>(
        () -> this.requests.get()
            .layer("embedding1", Port.OUTPUT)
            .layer("linear1", Port.OUTPUT),
        TokensAttributions::of)
        .input1(input1);
  }

  /**
   * A request that still needs input <code>input1</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInput1<A> {
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
    private NeedsInput1(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>input1</code>.
     *
     * @param input1 <code>int64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsInput2<A> input1(LongNdArray input1) {
      return new NeedsInput2<>(
          () -> this.start.get().input("input1", input1),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>input2</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInput2<A> {
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
    private NeedsInput2(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>input2</code>.
     *
     * @param input2 <code>int64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> input2(LongNdArray input2) {
      return new ExplainerRequest<>(
          this.start.get().input("input2", input2),
          this.result);
    }
  }
}

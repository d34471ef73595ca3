package demo;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Methods;
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
 * Explains the layers of {@link Mixed}: SavedModel <code>digits</code>, signature <code>serving_default</code>, output <code>logits</code>, method <code>saliency</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in a run for each of their methods. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
final class MixedExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.Mixed", "serving_default")
      .input("image", "float32", "[?,8,8,1]")
      .output("output_0", "float32", "[?,10]")
      .towards("logits")
      .layer("conv1", Port.OUTPUT, "float32 [?,8,8,8]")
      .layer("features", Port.INPUT, "float32 [?,256]")
      .layer("conv3", Port.OUTPUT, "float32 [?,4,4,16]");

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
  private MixedExplainer(AttributableModel model) {
    this.model = model;
    this.requests =
        () -> LayerAttribution.on(model).signature("serving_default").output("logits").method(Methods.of("saliency"));
  }

  /**
   * Loads the model with the default options. Close the explainer when done.
   *
   * @param savedModel the SavedModel's directory
   * @return the explainer
   */
  public static MixedExplainer load(Path savedModel) {
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
  public static MixedExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>digits</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static MixedExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>digits</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static MixedExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(MixedExplainer.class, "digits", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static MixedExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new MixedExplainer(model);
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
   * Explains the output of layer <code>conv1</code>:
   *
   * <ul>
   *   <li><code>digits_1/conv1_1/Relu:0</code>: <code>float32</code> of rank 4, shape <code>[?,8,8,8]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsImage<Attribution> early() {
    return new NeedsImage<>(
        () -> this.requests.get().layer("conv1", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains the input of layer <code>features</code>:
   *
   * <ul>
   *   <li><code>digits_1/flatten_1/Reshape:0</code>: <code>float32</code> of rank 2, shape <code>[?,256]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsImage<Attribution> features() {
    return new NeedsImage<>(
        () -> this.requests.get().layer("features", Port.INPUT).method(Methods.of("deeplift")),
        all -> all.layers().get(0));
  }

  /**
   * Explains the output of layer <code>conv3</code>:
   *
   * <ul>
   *   <li><code>digits_1/conv3_1/Relu:0</code>: <code>float32</code> of rank 4, shape <code>[?,4,4,16]</code>
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public NeedsImage<Attribution> late() {
    return new NeedsImage<>(
        () -> this.requests.get().layer("conv3", Port.OUTPUT).method(Methods.of("grad-cam")),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in a run for each of their methods. Gives input <code>image</code>.
   *
   * @param image <code>float32</code> of rank 4, shape <code>[?,8,8,1]</code>, where <code>?</code> is any length
   * @return the request with this input
   */
  public ExplainerRequest<MixedAttributions> image(FloatNdArray image) {
    return new NeedsImage<MixedAttributions>(
        () -> this.requests.get()
            .layer("conv1", Port.OUTPUT)
            .layer("features", Port.INPUT, Methods.of("deeplift"))
            .layer("conv3", Port.OUTPUT, Methods.of("grad-cam")),
        MixedAttributions::of)
        .image(image);
  }

  /**
   * A request that still needs input <code>image</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsImage<A> {
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
    private NeedsImage(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>image</code>.
     *
     * @param image <code>float32</code> of rank 4, shape <code>[?,8,8,1]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> image(FloatNdArray image) {
      return new ExplainerRequest<>(
          this.start.get().input("image", image),
          this.result);
    }
  }
}

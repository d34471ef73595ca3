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
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * Explains the layers of {@link OddInputs}: SavedModel <code>odd_inputs</code>, signature <code>serving_default</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class OddInputsExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.OddInputs", "serving_default")
      .input("2nd.flag", "bool", "[]")
      .input("a */ {@code} <b> \\u0041 $", "string", "[]")
      .input("all", "uint8", "[?]")
      .input("class", "float32", "[?,3]")
      .input("größe", "float64", "[]")
      .input("n", "int32", "[]")
      .input("start", "int16", "[]")
      .input("wait", "int64", "[]")
      .output("y", "float32", "[?,3]")
      .layer("act", Port.OUTPUT, "float32 unknown");

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
  private OddInputsExplainer(AttributableModel model) {
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
  public static OddInputsExplainer load(Path savedModel) {
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
  public static OddInputsExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>odd_inputs</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static OddInputsExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>odd_inputs</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static OddInputsExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(OddInputsExplainer.class, "odd_inputs", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static OddInputsExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new OddInputsExplainer(model);
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
   * Explains the output of layer <code>act</code>:
   *
   * <ul>
   *   <li><code>act/Relu:0</code>: <code>float32</code> of any rank
   * </ul>
   *
   * @return a request that needs the inputs
   */
  public Needs_2nd_flag<Attribution> act() {
    return new Needs_2nd_flag<>(
        () -> this.requests.get().layer("act", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>2nd.flag</code>.
   *
   * @param _2nd_flag one <code>bool</code>
   * @return the request with this input
   */
  public NeedsA______code___b___u0041_$<OddInputsAttributions> _2nd_flag(boolean _2nd_flag) {
    return new Needs_2nd_flag<OddInputsAttributions>(
        () -> this.requests.get()
            .layer("act", Port.OUTPUT),
        OddInputsAttributions::of)
        ._2nd_flag(_2nd_flag);
  }

  /**
   * A request that still needs input <code>2nd.flag</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class Needs_2nd_flag<A> {
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
    private Needs_2nd_flag(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>2nd.flag</code>.
     *
     * @param _2nd_flag one <code>bool</code>
     * @return the request with this input
     */
    public NeedsA______code___b___u0041_$<A> _2nd_flag(boolean _2nd_flag) {
      return new NeedsA______code___b___u0041_$<>(
          () -> this.start.get().input("2nd.flag", NdArrays.scalarOf(_2nd_flag)),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>a &#42;/ &#123;&#64;code&#125; &#60;b&#62; &#92;u0041 $</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA______code___b___u0041_$<A> {
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
    private NeedsA______code___b___u0041_$(Supplier<LayerAttribution> start,
        Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>a &#42;/ &#123;&#64;code&#125; &#60;b&#62; &#92;u0041 $</code>.
     *
     * @param a______code___b___u0041_$ one <code>string</code>
     * @return the request with this input
     */
    public NeedsAll<A> a______code___b___u0041_$(String a______code___b___u0041_$) {
      return new NeedsAll<>(
          () -> this.start.get().input("a */ {@code} <b> \\u0041 $", NdArrays.scalarOfObject(a______code___b___u0041_$)),
          this.result);
    }

    /**
     * Gives input <code>a &#42;/ &#123;&#64;code&#125; &#60;b&#62; &#92;u0041 $</code>.
     *
     * @param a______code___b___u0041_$ the bytes
     * @return the request with this input
     */
    public NeedsAll<A> a______code___b___u0041_$(byte[] a______code___b___u0041_$) {
      return new NeedsAll<>(
          () -> this.start.get().input("a */ {@code} <b> \\u0041 $", a______code___b___u0041_$),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>all</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsAll<A> {
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
    private NeedsAll(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>all</code>.
     *
     * @param all <code>uint8</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsClass_<A> all(ByteNdArray all) {
      return new NeedsClass_<>(
          () -> this.start.get().input("all", all),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>class</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsClass_<A> {
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
    private NeedsClass_(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>class</code>.
     *
     * @param class_ <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsGröße<A> class_(FloatNdArray class_) {
      return new NeedsGröße<>(
          () -> this.start.get().input("class", class_),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>gr&#246;&#223;e</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsGröße<A> {
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
    private NeedsGröße(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>gr&#246;&#223;e</code>.
     *
     * @param größe one <code>float64</code>
     * @return the request with this input
     */
    public NeedsN<A> größe(double größe) {
      return new NeedsN<>(
          () -> this.start.get().input("größe", NdArrays.scalarOf(größe)),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>n</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsN<A> {
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
    private NeedsN(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>n</code>.
     *
     * @param n one <code>int32</code>
     * @return the request with this input
     */
    public NeedsStart<A> n(int n) {
      return new NeedsStart<>(
          () -> this.start.get().input("n", NdArrays.scalarOf(n)),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>start</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsStart<A> {
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
    private NeedsStart(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>start</code>.
     *
     * @param start one <code>int16</code>
     * @return the request with this input
     */
    public NeedsWait_<A> start(short start) {
      return new NeedsWait_<>(
          () -> this.start.get().input("start", NdArrays.scalarOf(start)),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>wait</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsWait_<A> {
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
    private NeedsWait_(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>wait</code>.
     *
     * @param wait_ one <code>int64</code>
     * @return the request with this input
     */
    public ExplainerRequest<A> wait_(long wait_) {
      return new ExplainerRequest<>(
          this.start.get().input("wait", NdArrays.scalarOf(wait_)),
          this.result);
    }
  }
}

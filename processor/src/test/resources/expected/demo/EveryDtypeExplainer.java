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
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.NullMarked;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;

/**
 * Explains the layers of {@link EveryDtype}: SavedModel <code>every_dtype</code>, signature <code>serving_default</code>.
 *
 * <p>Start with one layer, or with the first input to explain all layers in one run. Thread-safe;
 * owns native memory until it is closed.
 */
@Generated("io.attributable.processor.AttributableProcessor")
@NullMarked
public final class EveryDtypeExplainer implements AutoCloseable {
  /**
   * What the model was when this was compiled.
   */
  private static final ModelContract CONTRACT = ModelContract.of("demo.EveryDtype", "serving_default")
      .input("a_bytes", "string", "[?,1]")
      .input("a_complex", "complex64", "[]")
      .input("bfloat16", "bfloat16", "[?]")
      .input("bool", "bool", "[?]")
      .input("complex128", "complex128", "[?]")
      .input("complex64", "complex64", "[?]")
      .input("float16", "float16", "[?]")
      .input("float32", "float32", "[?]")
      .input("float64", "float64", "[?]")
      .input("int16", "int16", "[?]")
      .input("int32", "int32", "[?]")
      .input("int64", "int64", "[?]")
      .input("int8", "int8", "[?]")
      .input("qint16", "qint16", "[?]")
      .input("qint32", "qint32", "[?]")
      .input("qint8", "qint8", "[?]")
      .input("quint16", "quint16", "[?]")
      .input("quint8", "quint8", "[?]")
      .input("string", "string", "[?]")
      .input("uint16", "uint16", "[?]")
      .input("uint32", "uint32", "[?]")
      .input("uint64", "uint64", "[?]")
      .input("uint8", "uint8", "[?]")
      .input("x", "float32", "[?,3]")
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
  private EveryDtypeExplainer(AttributableModel model) {
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
  public static EveryDtypeExplainer load(Path savedModel) {
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
  public static EveryDtypeExplainer load(Path savedModel, ModelOptions options) {
    return checked(AttributableModel.load(savedModel, options));
  }

  /**
   * Loads the model that lies among the application's resources as <code>every_dtype</code>, with the default options.
   * Close the explainer when done.
   *
   * @return the explainer
   */
  public static EveryDtypeExplainer loadResource() {
    return loadResource(ModelOptions.defaults());
  }

  /**
   * Loads the model that lies among the application's resources as <code>every_dtype</code>, and checks that it still is
   * what this class was compiled against. Close the explainer when done.
   *
   * @param options how to run it
   * @return the explainer
   */
  public static EveryDtypeExplainer loadResource(ModelOptions options) {
    return checked(AttributableModel.loadResource(EveryDtypeExplainer.class, "every_dtype", options));
  }

  /**
   * Checks what was loaded, and closes it otherwise.
   *
   * @param model what was loaded
   * @return the explainer
   */
  private static EveryDtypeExplainer checked(AttributableModel model) {
    try {
      model.require(CONTRACT);
      return new EveryDtypeExplainer(model);
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
  public NeedsA_bytes<Attribution> act() {
    return new NeedsA_bytes<>(
        () -> this.requests.get().layer("act", Port.OUTPUT),
        all -> all.layers().get(0));
  }

  /**
   * Explains all layers in one run. Gives input <code>a_bytes</code>.
   *
   * @param a_bytes <code>string</code> of rank 2, shape <code>[?,1]</code>, where <code>?</code> is any length; each a <code>String</code> or a <code>byte[]</code>
   * @return the request with this input
   */
  public NeedsA_complex<EveryDtypeAttributions> a_bytes(NdArray<?> a_bytes) {
    return new NeedsA_bytes<EveryDtypeAttributions>(
        () -> this.requests.get()
            .layer("act", Port.OUTPUT),
        EveryDtypeAttributions::of)
        .a_bytes(a_bytes);
  }

  /**
   * Explains all layers in one run. Gives input <code>a_bytes</code>.
   *
   * @param a_bytes the examples, each of them bytes
   * @return the request with this input
   */
  public NeedsA_complex<EveryDtypeAttributions> a_bytes(List<byte[]> a_bytes) {
    return new NeedsA_bytes<EveryDtypeAttributions>(
        () -> this.requests.get()
            .layer("act", Port.OUTPUT),
        EveryDtypeAttributions::of)
        .a_bytes(a_bytes);
  }

  /**
   * Explains all layers in one run. Gives input <code>a_bytes</code>.
   *
   * @param a_bytes the examples, each of them bytes
   * @return the request with this input
   */
  public NeedsA_complex<EveryDtypeAttributions> a_bytes(byte[]... a_bytes) {
    return new NeedsA_bytes<EveryDtypeAttributions>(
        () -> this.requests.get()
            .layer("act", Port.OUTPUT),
        EveryDtypeAttributions::of)
        .a_bytes(a_bytes);
  }

  /**
   * A request that still needs input <code>a_bytes</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA_bytes<A> {
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
    private NeedsA_bytes(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>a_bytes</code>.
     *
     * @param a_bytes <code>string</code> of rank 2, shape <code>[?,1]</code>, where <code>?</code> is any length; each a <code>String</code> or a <code>byte[]</code>
     * @return the request with this input
     */
    public NeedsA_complex<A> a_bytes(NdArray<?> a_bytes) {
      return new NeedsA_complex<>(
          () -> this.start.get().input("a_bytes", a_bytes),
          this.result);
    }

    /**
     * Gives input <code>a_bytes</code>.
     *
     * @param a_bytes the examples, each of them bytes
     * @return the request with this input
     */
    public NeedsA_complex<A> a_bytes(List<byte[]> a_bytes) {
      return new NeedsA_complex<>(
          () -> this.start.get().input("a_bytes", a_bytes),
          this.result);
    }

    /**
     * Gives input <code>a_bytes</code>.
     *
     * @param a_bytes the examples, each of them bytes
     * @return the request with this input
     */
    public NeedsA_complex<A> a_bytes(byte[]... a_bytes) {
      return new NeedsA_complex<>(
          () -> this.start.get().input("a_bytes", a_bytes),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>a_complex</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsA_complex<A> {
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
    private NeedsA_complex(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>a_complex</code>.
     *
     * @param a_complex one <code>complex64</code>; one dimension more holds real and imaginary part
     * @return the request with this input
     */
    public NeedsBfloat16<A> a_complex(FloatNdArray a_complex) {
      return new NeedsBfloat16<>(
          () -> this.start.get().input("a_complex", a_complex),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>bfloat16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsBfloat16<A> {
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
    private NeedsBfloat16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>bfloat16</code>.
     *
     * @param bfloat16 <code>bfloat16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsBool<A> bfloat16(FloatNdArray bfloat16) {
      return new NeedsBool<>(
          () -> this.start.get().input("bfloat16", bfloat16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>bool</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsBool<A> {
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
    private NeedsBool(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>bool</code>.
     *
     * @param bool <code>bool</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsComplex128<A> bool(BooleanNdArray bool) {
      return new NeedsComplex128<>(
          () -> this.start.get().input("bool", bool),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>complex128</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsComplex128<A> {
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
    private NeedsComplex128(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>complex128</code>.
     *
     * @param complex128 <code>complex128</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; one dimension more holds real and imaginary part
     * @return the request with this input
     */
    public NeedsComplex64<A> complex128(DoubleNdArray complex128) {
      return new NeedsComplex64<>(
          () -> this.start.get().input("complex128", complex128),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>complex64</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsComplex64<A> {
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
    private NeedsComplex64(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>complex64</code>.
     *
     * @param complex64 <code>complex64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; one dimension more holds real and imaginary part
     * @return the request with this input
     */
    public NeedsFloat16<A> complex64(FloatNdArray complex64) {
      return new NeedsFloat16<>(
          () -> this.start.get().input("complex64", complex64),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>float16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsFloat16<A> {
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
    private NeedsFloat16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>float16</code>.
     *
     * @param float16 <code>float16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsFloat32<A> float16(FloatNdArray float16) {
      return new NeedsFloat32<>(
          () -> this.start.get().input("float16", float16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>float32</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsFloat32<A> {
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
    private NeedsFloat32(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>float32</code>.
     *
     * @param float32 <code>float32</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsFloat64<A> float32(FloatNdArray float32) {
      return new NeedsFloat64<>(
          () -> this.start.get().input("float32", float32),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>float64</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsFloat64<A> {
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
    private NeedsFloat64(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>float64</code>.
     *
     * @param float64 <code>float64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsInt16<A> float64(DoubleNdArray float64) {
      return new NeedsInt16<>(
          () -> this.start.get().input("float64", float64),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>int16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInt16<A> {
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
    private NeedsInt16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>int16</code>.
     *
     * @param int16 <code>int16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsInt32<A> int16(ShortNdArray int16) {
      return new NeedsInt32<>(
          () -> this.start.get().input("int16", int16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>int32</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInt32<A> {
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
    private NeedsInt32(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>int32</code>.
     *
     * @param int32 <code>int32</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsInt64<A> int32(IntNdArray int32) {
      return new NeedsInt64<>(
          () -> this.start.get().input("int32", int32),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>int64</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInt64<A> {
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
    private NeedsInt64(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>int64</code>.
     *
     * @param int64 <code>int64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsInt8<A> int64(LongNdArray int64) {
      return new NeedsInt8<>(
          () -> this.start.get().input("int64", int64),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>int8</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsInt8<A> {
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
    private NeedsInt8(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>int8</code>.
     *
     * @param int8 <code>int8</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsQint16<A> int8(ByteNdArray int8) {
      return new NeedsQint16<>(
          () -> this.start.get().input("int8", int8),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>qint16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsQint16<A> {
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
    private NeedsQint16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>qint16</code>.
     *
     * @param qint16 <code>qint16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsQint32<A> qint16(ShortNdArray qint16) {
      return new NeedsQint32<>(
          () -> this.start.get().input("qint16", qint16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>qint32</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsQint32<A> {
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
    private NeedsQint32(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>qint32</code>.
     *
     * @param qint32 <code>qint32</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsQint8<A> qint32(IntNdArray qint32) {
      return new NeedsQint8<>(
          () -> this.start.get().input("qint32", qint32),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>qint8</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsQint8<A> {
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
    private NeedsQint8(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>qint8</code>.
     *
     * @param qint8 <code>qint8</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public NeedsQuint16<A> qint8(ByteNdArray qint8) {
      return new NeedsQuint16<>(
          () -> this.start.get().input("qint8", qint8),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>quint16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsQuint16<A> {
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
    private NeedsQuint16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>quint16</code>.
     *
     * @param quint16 <code>quint16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsQuint8<A> quint16(ShortNdArray quint16) {
      return new NeedsQuint8<>(
          () -> this.start.get().input("quint16", quint16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>quint8</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsQuint8<A> {
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
    private NeedsQuint8(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>quint8</code>.
     *
     * @param quint8 <code>quint8</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsString<A> quint8(ByteNdArray quint8) {
      return new NeedsString<>(
          () -> this.start.get().input("quint8", quint8),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>string</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsString<A> {
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
    private NeedsString(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>string</code>.
     *
     * @param string <code>string</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; each a <code>String</code> or a <code>byte[]</code>
     * @return the request with this input
     */
    public NeedsUint16<A> string(NdArray<?> string) {
      return new NeedsUint16<>(
          () -> this.start.get().input("string", string),
          this.result);
    }

    /**
     * Gives input <code>string</code>.
     *
     * @param string the examples, each of them bytes
     * @return the request with this input
     */
    public NeedsUint16<A> string(List<byte[]> string) {
      return new NeedsUint16<>(
          () -> this.start.get().input("string", string),
          this.result);
    }

    /**
     * Gives input <code>string</code>.
     *
     * @param string the examples, each of them bytes
     * @return the request with this input
     */
    public NeedsUint16<A> string(byte[]... string) {
      return new NeedsUint16<>(
          () -> this.start.get().input("string", string),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>uint16</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsUint16<A> {
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
    private NeedsUint16(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>uint16</code>.
     *
     * @param uint16 <code>uint16</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsUint32<A> uint16(ShortNdArray uint16) {
      return new NeedsUint32<>(
          () -> this.start.get().input("uint16", uint16),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>uint32</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsUint32<A> {
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
    private NeedsUint32(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>uint32</code>.
     *
     * @param uint32 <code>uint32</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsUint64<A> uint32(IntNdArray uint32) {
      return new NeedsUint64<>(
          () -> this.start.get().input("uint32", uint32),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>uint64</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsUint64<A> {
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
    private NeedsUint64(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>uint64</code>.
     *
     * @param uint64 <code>uint64</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsUint8<A> uint64(LongNdArray uint64) {
      return new NeedsUint8<>(
          () -> this.start.get().input("uint64", uint64),
          this.result);
    }
  }

  /**
   * A request that still needs input <code>uint8</code>. Immutable.
   *
   * @param <A> what the request results in
   */
  public static final class NeedsUint8<A> {
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
    private NeedsUint8(Supplier<LayerAttribution> start, Function<Attributions, A> result) {
      this.start = start;
      this.result = result;
    }

    /**
     * Gives input <code>uint8</code>.
     *
     * @param uint8 <code>uint8</code> of rank 1, shape <code>[?]</code>, where <code>?</code> is any length; the same bits
     * @return the request with this input
     */
    public NeedsX<A> uint8(ByteNdArray uint8) {
      return new NeedsX<>(
          () -> this.start.get().input("uint8", uint8),
          this.result);
    }
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
     * @param x <code>float32</code> of rank 2, shape <code>[?,3]</code>, where <code>?</code> is any length
     * @return the request with this input
     */
    public ExplainerRequest<A> x(FloatNdArray x) {
      return new ExplainerRequest<>(
          this.start.get().input("x", x),
          this.result);
    }
  }
}

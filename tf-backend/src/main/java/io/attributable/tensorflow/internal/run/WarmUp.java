package io.attributable.tensorflow.internal.run;

import io.attributable.AttributionException;
import io.attributable.AttributionRequest;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Dtype;
import io.attributable.tensorflow.internal.model.LoadedModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Answers a request before anybody waits for it, so that its plan is there and has run. */
public final class WarmUp {
  /** The first run prepares kernels, the second one shows what calls take from then on. */
  private static final int RUNS = 2;

  private final LoadedModel model;

  /** Of a model. */
  public WarmUp(LoadedModel model) {
    this.model = model;
  }

  /**
   * Runs a request, with zeros for the inputs that it lacks.
   *
   * @return how long it took in the end
   * @throws AttributionException INPUT_MISSING where the shape of such an input is open, and as a
   *     request
   */
  public Duration run(AttributionRequest request, int examples) {
    SignatureSchema signature = model.prepared(request).layers().graph().signature();
    Map<String, NdArray<?>> inputs = new LinkedHashMap<>(request.inputs());
    for (TensorSchema input : signature.inputs()) {
      if (!inputs.containsKey(input.name()) && input.byDefault().isEmpty()) {
        inputs.put(input.name(), zeros(signature, input, examples));
      }
    }
    AttributionRequest whole =
        request.withExamples(inputs, request.target(), request.gradientWeights());
    long took = 0;
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      new RequestRunner(model).attribute(whole);
      took = System.nanoTime() - start;
    }
    return Duration.ofNanos(took);
  }

  private static NdArray<?> zeros(SignatureSchema signature, TensorSchema input, int examples) {
    Shape shape = input.shape();
    boolean open =
        shape.isUnknown() || (shape.numDimensions() > 0 && shape.tail().hasUnknownDimension());
    Optional<Dtype> dtype = Dtype.of(input.type());
    if (open || dtype.isEmpty()) {
      throw new AttributionException(
          ErrorCode.INPUT_MISSING,
          input.name(),
          input.typeName(),
          input.shapeText(),
          signature.name(),
          SignatureSchema.names(signature.requiredInputs()));
    }
    boolean counted = shape.numDimensions() > 0 && shape.get(0) == Shape.UNKNOWN_SIZE;
    Shape whole = counted ? shape.tail().prepend(examples) : shape;
    return dtype.get() == Dtype.STRING ? texts(whole) : dtype.get().array().zeros(whole);
  }

  private static NdArray<?> texts(Shape shape) {
    NdArray<byte[]> texts = NdArrays.ofObjects(byte[].class, shape);
    texts.scalars().forEach(text -> text.setObject(new byte[0]));
    return texts;
  }
}

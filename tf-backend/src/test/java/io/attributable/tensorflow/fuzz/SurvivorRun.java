package io.attributable.tensorflow.fuzz;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.model.SignatureDescription;
import io.attributable.model.TensorDescription;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.LayerGradientXActivation;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Loads models and explains all their layers, one after the other, and says what it does. */
final class SurvivorRun {
  private static final long MOST = 100_000;

  private SurvivorRun() {}

  /** Goes through the models of a folder that a file lists. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (String label : Files.readAllLines(Path.of(arguments[1]))) {
      try {
        run(folder.resolve(label));
      } catch (AttributionException e) {
        if (e.code() == ErrorCode.INTERNAL) {
          fault(label, e);
        }
      } catch (RuntimeException | Error e) {
        fault(label, e);
      }
      System.out.println("END " + label);
    }
  }

  private static void fault(String label, Throwable failure) {
    System.out.println("FAULT " + label + ": " + PlainReading.trace(failure).replace("\n", " | "));
  }

  private static void run(Path directory) {
    ModelOptions options = ModelOptions.defaults().loopLimit(1000);
    AttributionException refused = null;
    try (AttributableModel model = AttributableModel.load(directory, options)) {
      for (var signature : model.signatures()) {
        try {
          explain(model, signature.name());
        } catch (AttributionException e) {
          refused = e.code() == ErrorCode.INTERNAL || refused == null ? e : refused;
        }
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  private static void explain(AttributableModel model, String signature) {
    SignatureDescription schema = model.signature(signature);
    LayerAttribution request = LayerGradientXActivation.on(model).signature(signature).allLayers();
    for (TensorDescription input : schema.inputs()) {
      Optional<NdArray<?>> made = made(input);
      if (made.isPresent()) {
        request = request.input(input.name(), made.get());
      }
    }
    for (TensorDescription output : schema.outputs()) {
      request.output(output.name()).target(Target.predicted()).attribute();
    }
  }

  private static Optional<NdArray<?>> made(TensorDescription input) {
    Shape stated = input.shape().toShape();
    long[] sizes = stated.isUnknown() ? new long[] {2} : stated.asArray().clone();
    long count = 1;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] < 0 ? 2 : sizes[i];
      count = count > MOST ? count : count * Math.min(sizes[i], MOST);
    }
    if (count > MOST) {
      return Optional.empty();
    }
    Shape shape = Shape.of(sizes);
    return Optional.ofNullable(
        switch (input.dtype()) {
          case "float32" -> NdArrays.ofFloats(shape);
          case "float64" -> NdArrays.ofDoubles(shape);
          case "int32" -> NdArrays.ofInts(shape);
          case "int64" -> NdArrays.ofLongs(shape);
          case "bool" -> NdArrays.ofBooleans(shape);
          case "string" -> filled(shape);
          default -> null;
        });
  }

  private static NdArray<String> filled(Shape shape) {
    NdArray<String> texts = NdArrays.ofObjects(String.class, shape);
    texts.scalars().forEach(text -> text.setObject("a"));
    return texts;
  }
}

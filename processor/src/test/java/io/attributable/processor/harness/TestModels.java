package io.attributable.processor.harness;

import io.attributable.graph.tensor.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.proto.DataType;

/** The models that fixtures name. */
public final class TestModels {
  private TestModels() {}

  /** Writes the models that only the processor's tests need, each into a folder of its name. */
  public static void saveTiny(Path folder) {
    oddInputs().save(folder.resolve("odd_inputs"));
    clashingInputs().save(folder.resolve("clashing_inputs"));
    float8Input().save(folder.resolve("float8_input"));
    everyDtype().save(folder.resolve("every_dtype"));
    noGradient().save(folder.resolve("no_gradient"));
    total().save(folder.resolve("total"));
  }

  /** Writes folders that look like models, but are none: {@code empty} and {@code corrupt}. */
  public static void saveBroken(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("empty/variables"));
    Files.createDirectories(folder.resolve("corrupt"));
    Files.writeString(folder.resolve("corrupt/saved_model.pb"), "This is not a protocol buffer.");
  }

  private static TinyModel oddInputs() {
    return new TinyModel()
        .input("class", DataType.DT_FLOAT, -1, 3)
        .input("2nd.flag", DataType.DT_BOOL)
        .input("wait", DataType.DT_INT64)
        .input("a */ {@code} <b> \\u0041 $", DataType.DT_STRING)
        .input("start", DataType.DT_INT16)
        .input("all", DataType.DT_UINT8, -1)
        .input("größe", DataType.DT_DOUBLE)
        .input("n", DataType.DT_INT32)
        .node("Relu", "act/Relu", "in0")
        .node("Neg", "out/Neg", "act/Relu")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }

  private static TinyModel clashingInputs() {
    return new TinyModel()
        .input("a.b", DataType.DT_FLOAT, -1, 3)
        .input("A_b", DataType.DT_FLOAT, -1, 3)
        .input("a b", DataType.DT_FLOAT, -1, 3)
        .node("Mul", "both/Mul", "in0", "in1")
        .node("Mul", "product/Mul", "both/Mul", "in2")
        .node("Neg", "out/Neg", "product/Mul")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }

  private static TinyModel float8Input() {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .input("z", DataType.DT_FLOAT8_E5M2, -1)
        .node("Relu", "act/Relu", "in0")
        .node("Neg", "out/Neg", "act/Relu")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }

  private static TinyModel everyDtype() {
    TinyModel model =
        new TinyModel()
            .input("a_bytes", DataType.DT_STRING, -1, 1)
            .input("a_complex", DataType.DT_COMPLEX64);
    for (Dtype dtype : Dtype.values()) {
      model.input(dtype.typeName(), dtype.type(), -1);
    }
    return model
        .input("x", DataType.DT_FLOAT, -1, 3)
        .node("Relu", "act/Relu", "in" + (2 + Dtype.values().length))
        .node("Neg", "out/Neg", "act/Relu")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }

  /** One of the outputs is a single number for all examples. */
  private static TinyModel total() {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .node("Relu", "act/Relu", "in0")
        .node("Neg", "out/Neg", "act/Relu")
        .scalar("L2Loss", "loss/L2Loss", "out/Neg")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3)
        .output("loss", "loss/L2Loss", DataType.DT_FLOAT);
  }

  /** Bessel functions have no gradient in TensorFlow's C++ registry. */
  private static TinyModel noGradient() {
    return new TinyModel()
        .input("x", DataType.DT_FLOAT, -1, 3)
        .node("Relu", "before/Relu", "in0")
        .node("PreventGradient", "blocking/PreventGradient", "before/Relu")
        .node("Relu", "behind/Relu", "blocking/PreventGradient")
        .node("Neg", "out/Neg", "behind/Relu")
        .output("y", "out/Neg", DataType.DT_FLOAT, -1, 3);
  }
}

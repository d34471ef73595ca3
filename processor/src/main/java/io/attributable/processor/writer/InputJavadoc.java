package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.graph.declared.ModelTensor;
import io.attributable.graph.tensor.Dtype;
import io.attributable.processor.descriptor.InputDescriptor;

/** Documents an input. */
final class InputJavadoc {
  private InputJavadoc() {}

  static CodeBlock value(InputDescriptor input) {
    ModelTensor tensor = input.tensor();
    String any = tensor.shape().contains("?") ? ", where <code>?</code> is any length" : "";
    return CodeBlock.of("$L$L$L", text(tensor), any, note(input));
  }

  /** How the Java type represents dtypes without a Java type. */
  private static String note(InputDescriptor input) {
    if (input.dtype().isComplex()) {
      return "; one dimension more holds real and imaginary part";
    }
    if (input.dtype().isUnsigned()) {
      return "; the same bits";
    }
    boolean strings = input.dtype() == Dtype.STRING && !input.isScalar();
    return strings ? "; each a <code>String</code> or a <code>byte[]</code>" : "";
  }

  /** Type, rank and known dimensions, such as {@code float32 of rank 4, shape [?,8,8,1]}. */
  static String text(ModelTensor tensor) {
    String type = Html.code(tensor.type());
    if (tensor.isScalar()) {
      return "one " + type;
    }
    if (tensor.rank().isEmpty()) {
      return type + " of any rank";
    }
    return type + " of rank " + tensor.rank().getAsInt() + ", shape " + Html.code(tensor.shape());
  }
}

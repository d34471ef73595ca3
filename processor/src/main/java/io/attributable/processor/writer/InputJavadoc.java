package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.processor.binding.ModelTensor;
import io.attributable.processor.descriptor.InputDescriptor;

/** Tells what an input has to be. */
final class InputJavadoc {
  private InputJavadoc() {}

  static CodeBlock of(InputDescriptor input) {
    ModelTensor tensor = input.tensor();
    String any = tensor.shape().contains("?") ? ", where <code>?</code> is any length" : "";
    return CodeBlock.of(
        "Gives input $L.\n\n@param $N $L$L\n",
        Html.code(tensor.name()),
        input.method(),
        text(tensor),
        any);
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

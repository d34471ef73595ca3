package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import io.attributable.processor.binding.ModelTensor;
import io.attributable.processor.descriptor.InputDescriptor;

/** Tells what an input has to be. */
final class InputJavadoc {
  private InputJavadoc() {}

  static CodeBlock of(InputDescriptor input) {
    return CodeBlock.of(
        "Gives input $L.\n\n@param $N $L\n",
        Html.code(input.tensor().name()),
        input.method(),
        text(input.tensor()));
  }

  /** Name, type, rank and known dimensions, such as {@code float32 of rank 4, shape [?,8,8,1]}. */
  static String text(ModelTensor tensor) {
    String type = Html.code(tensor.type());
    if (tensor.isScalar()) {
      return "one " + type;
    }
    if (tensor.rank().isEmpty()) {
      return type + " of any rank";
    }
    String any = tensor.shape().contains("?") ? ", where <code>?</code> is any length" : "";
    return type
        + " of rank "
        + tensor.rank().getAsInt()
        + ", shape "
        + Html.code(tensor.shape())
        + any;
  }
}

package io.attributable.processor.writer;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.processor.descriptor.InputDescriptor;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * One type in which an input is given: strings can be given as texts or as bytes, all others in one
 * type.
 *
 * @param type the parameter's type; that of the array behind {@code ...}
 * @param several whether it takes any number of values
 * @param javadoc what it is
 */
record InputParameter(InputDescriptor input, TypeName type, boolean several, CodeBlock javadoc) {
  private static final String EXAMPLES = "the examples, each of them bytes";

  /** All types; each has its own method. */
  static List<InputParameter> of(InputDescriptor input) {
    JavaArray array = input.dtype().array();
    TypeName usual = input.isScalar() ? Types.scalar(array) : Types.array(array);
    InputParameter first = new InputParameter(input, usual, false, InputJavadoc.value(input));
    if (!input.isOneString()) {
      return List.of(first);
    }
    if (input.isScalar()) {
      CodeBlock bytes = CodeBlock.of("the bytes");
      return List.of(first, new InputParameter(input, Types.BYTES, false, bytes));
    }
    CodeBlock examples = CodeBlock.of(EXAMPLES);
    return List.of(
        first,
        new InputParameter(input, Types.listOf(Types.BYTES), false, examples),
        new InputParameter(input, ArrayTypeName.of(Types.BYTES), true, examples));
  }

  /** The method that takes it; its body is still to come. */
  MethodSpec.Builder method(String summary) {
    return MethodSpec.methodBuilder(input.method())
        .addModifiers(Modifier.PUBLIC)
        .addParameter(ParameterSpec.builder(type, input.method()).build())
        .varargs(several)
        .addJavadoc(
            "$LGives input $L.\n\n@param $N $L\n@return the request with this input\n",
            summary,
            Html.code(input.tensor().name()),
            input.method(),
            javadoc);
  }

  /** What requests take for it. */
  CodeBlock value() {
    if (!input.isScalar() || type.equals(Types.BYTES)) {
      return CodeBlock.of("$N", input.method());
    }
    String maker = type.isPrimitive() ? "scalarOf" : "scalarOfObject";
    return CodeBlock.of("$T.$L($N)", Types.ND_ARRAYS, maker, input.method());
  }
}

package io.attributable.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.descriptor.InputDescriptor;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * Writes one nested class per input. Each has a single method, which takes the input and leads to
 * the next one, so that a request that lacks an input does not compile.
 */
final class StageWriter {
  private final ExplainerDescriptor descriptor;

  StageWriter(ExplainerDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  List<TypeSpec> write() {
    return descriptor.inputs().stream().map(this::stage).toList();
  }

  /** The type that every request starts in. */
  ClassName first() {
    return stageOf(descriptor.inputs().get(0));
  }

  /** The type that a request with this result starts in. */
  TypeName first(TypeName result) {
    return ParameterizedTypeName.get(first(), result);
  }

  /** The type that follows the first input of a request with this result. */
  TypeName second(TypeName result) {
    return ParameterizedTypeName.get(behind(descriptor.inputs().get(0)), result);
  }

  private TypeSpec stage(InputDescriptor input) {
    return TypeSpec.classBuilder(input.stage())
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addTypeVariable(Types.RESULT)
        .addJavadoc(
            "A request that still needs input $L. Immutable.\n\n@param <A> what the request results"
                + " in\n",
            Html.code(input.tensor().name()))
        .addField(Fields.of(Types.REQUESTS, "start", "The request so far."))
        .addField(Fields.of(Types.RESULTS, "result", "Makes the result of what a run gave."))
        .addMethod(constructor())
        .addMethods(InputParameter.of(input).stream().map(this::method).toList())
        .build();
  }

  private static MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addJavadoc(
            """
            A request that can be run many times.

            @param start the request so far
            @param result makes the result of what a run gave
            """)
        .addParameter(Types.REQUESTS, "start")
        .addParameter(Types.RESULTS, "result")
        .addStatement("this.start = start")
        .addStatement("this.result = result")
        .build();
  }

  private MethodSpec method(InputParameter parameter) {
    InputDescriptor input = parameter.input();
    CodeBlock given =
        CodeBlock.of("this.start.get().input($S, $L)", input.tensor().name(), parameter.value());
    String next =
        isLast(input)
            ? "return new $T<>(\n$L,\nthis.result)"
            : "return new $T<>(\n() -> $L,\nthis.result)";
    return parameter
        .method("")
        .returns(ParameterizedTypeName.get(behind(input), Types.RESULT))
        .addStatement(next, behind(input), given)
        .build();
  }

  private ClassName behind(InputDescriptor input) {
    int next = descriptor.inputs().indexOf(input) + 1;
    return isLast(input) ? Types.REQUEST : stageOf(descriptor.inputs().get(next));
  }

  private boolean isLast(InputDescriptor input) {
    return descriptor.inputs().indexOf(input) == descriptor.inputs().size() - 1;
  }

  private ClassName stageOf(InputDescriptor input) {
    return Types.explainer(descriptor).nestedClass(input.stage());
  }
}

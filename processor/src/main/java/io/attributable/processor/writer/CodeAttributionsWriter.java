package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.code.CodeLayer;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the record that holds the attributions of all calls of all layers. */
final class CodeAttributionsWriter {
  private final CodeDeclaration declaration;
  private final ExplainerDescriptor descriptor;

  private CodeAttributionsWriter(CodeDeclaration declaration, ExplainerDescriptor descriptor) {
    this.declaration = declaration;
    this.descriptor = descriptor;
  }

  static TypeSpec.Builder write(CodeDeclaration declaration, ExplainerDescriptor descriptor) {
    return new CodeAttributionsWriter(declaration, descriptor).write();
  }

  private TypeSpec.Builder write() {
    return TypeSpec.recordBuilder(descriptor.names().attributions())
        .addJavadoc(javadoc())
        .recordConstructor(components())
        .addMethod(factory())
        .addMethod(layers());
  }

  private CodeBlock javadoc() {
    CodeBlock.Builder text =
        CodeBlock.builder()
            .add(
                "The attributions of every layer of {@link $T}, from one run: one entry per"
                    + " call.\n\n",
                Types.explained(descriptor));
    for (CodeLayer layer : declaration.layers()) {
      text.add("@param $N $L\n", layer.method(), CodeExplainerWriter.name(layer));
    }
    return text.add("@param prediction the explained output, where it was requested\n").build();
  }

  private MethodSpec components() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    for (CodeLayer layer : declaration.layers()) {
      constructor.addParameter(
          ParameterSpec.builder(Types.listOf(Types.ATTRIBUTION), layer.method()).build());
    }
    return constructor.addParameter(Types.optional(Types.PREDICTION), "prediction").build();
  }

  private MethodSpec factory() {
    CodeBlock arguments =
        declaration.layers().stream()
            .map(layer -> CodeBlock.of("$T.calls(all, $S),\n", Types.LIVE_MODEL, layer.path()))
            .collect(CodeBlock.joining(""));
    return MethodSpec.methodBuilder("of")
        .addModifiers(Modifier.STATIC)
        .addJavadoc("Takes what one run gave.\n\n@param all its results\n@return this record\n")
        .returns(Types.attributions(descriptor))
        .addParameter(Types.ATTRIBUTIONS, "all")
        .addStatement(
            "return new $T(\n$Lall.prediction())", Types.attributions(descriptor), arguments)
        .build();
  }

  private MethodSpec layers() {
    CodeBlock names =
        declaration.layers().stream()
            .map(layer -> CodeBlock.of("$N", layer.method()))
            .collect(CodeBlock.joining(", "));
    return MethodSpec.methodBuilder("layers")
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.listOf(Types.ATTRIBUTION))
        .addJavadoc(
            """
            All attributions, in the order of the components, and of the calls in each.

            @return the lists of all components, joined
            """)
        .addStatement(
            "return $T.of($L).flatMap($T::stream).toList()",
            Stream.class,
            names,
            java.util.List.class)
        .build();
  }
}

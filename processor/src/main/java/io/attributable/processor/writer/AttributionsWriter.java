package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.attributable.processor.binding.LayerBinding;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** Writes the record that holds the attributions of all layers. */
final class AttributionsWriter {
  private final ExplainerDescriptor descriptor;

  private AttributionsWriter(ExplainerDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  static TypeSpec.Builder write(ExplainerDescriptor descriptor) {
    return new AttributionsWriter(descriptor).write();
  }

  private TypeSpec.Builder write() {
    return TypeSpec.recordBuilder(descriptor.names().attributions())
        .addJavadoc(javadoc())
        .recordConstructor(components())
        .addMethod(factory())
        .addMethod(layers())
        .addMethods(reasons());
  }

  private CodeBlock javadoc() {
    CodeBlock.Builder text =
        CodeBlock.builder()
            .add(
                "The attributions of every layer of {@link $T}, from one run.\n\n",
                Types.explained(descriptor));
    for (LayerBinding layer : descriptor.layers()) {
      text.add("@param $N $L\n", layer.method(), LayerJavadoc.name(layer));
    }
    return text.add("@param prediction the explained output, where it was requested\n").build();
  }

  private MethodSpec components() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    for (LayerBinding layer : descriptor.layers()) {
      constructor.addParameter(ParameterSpec.builder(Types.ATTRIBUTION, layer.method()).build());
    }
    return constructor.addParameter(Types.optional(Types.PREDICTION), "prediction").build();
  }

  private MethodSpec factory() {
    String arguments =
        IntStream.range(0, descriptor.layers().size())
            .mapToObj(layer -> "all.layers().get(" + layer + ")")
            .collect(Collectors.joining(",\n"));
    return MethodSpec.methodBuilder("of")
        .addModifiers(Modifier.STATIC)
        .addJavadoc("Takes what one run gave.\n\n@param all its results\n@return this record\n")
        .returns(Types.attributions(descriptor))
        .addParameter(Types.ATTRIBUTIONS, "all")
        .addStatement(
            "return new $T(\n$L,\nall.prediction())", Types.attributions(descriptor), arguments)
        .build();
  }

  /** For models whose features have names. */
  private List<MethodSpec> reasons() {
    if (descriptor.layers().stream().allMatch(layer -> layer.features().isEmpty())) {
      return List.of();
    }
    return List.of(
        reasons("spoke most against the target")
            .addStatement("return reasons(count, $T.AGAINST)", Types.REASON_SIDE)
            .build(),
        reasons("spoke most against the target, or for it")
            .addParameter(Types.REASON_SIDE, "side")
            .addStatement("return new $T(layers()).reasons(count, side)", Types.ATTRIBUTIONS)
            .build());
  }

  private static MethodSpec.Builder reasons(String which) {
    return MethodSpec.methodBuilder("reasons")
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.REASONS)
        .addJavadoc(
            "By example, the features that $L; see {@link $T#reasons(int, $T)}.\n\n@param count how"
                + " many at most\n$L@return the reasons\n",
            which,
            Types.ATTRIBUTIONS,
            Types.REASON_SIDE,
            which.contains(",") ? "@param side which contributions are reasons\n" : "")
        .addParameter(int.class, "count");
  }

  private MethodSpec layers() {
    String names =
        descriptor.layers().stream().map(LayerBinding::method).collect(Collectors.joining(", "));
    return MethodSpec.methodBuilder("layers")
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.listOf(Types.ATTRIBUTION))
        .addJavadoc(
            """
            The layers' attributions, in the order of the components.

            @return one attribution per component
            """)
        .addStatement("return $T.of($L)", List.class, names)
        .build();
  }
}

package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.attributable.processor.binding.LayerBinding;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.descriptor.InputDescriptor;
import javax.lang.model.element.Modifier;

/** Writes the class that a developer calls. */
final class ExplainerWriter {
  private final ExplainerDescriptor descriptor;
  private final StageWriter stages;

  private ExplainerWriter(ExplainerDescriptor descriptor) {
    this.descriptor = descriptor;
    this.stages = new StageWriter(descriptor);
  }

  static TypeSpec.Builder write(ExplainerDescriptor descriptor) {
    return new ExplainerWriter(descriptor).write();
  }

  private TypeSpec.Builder write() {
    return TypeSpec.classBuilder(Types.explainer(descriptor))
        .addModifiers(Modifier.FINAL)
        .addSuperinterface(AutoCloseable.class)
        .addJavadoc(javadoc())
        .addField(ContractWriter.write(descriptor))
        .addField(Fields.of(Types.MODEL, "model", "What runs the requests."))
        .addField(Fields.of(Types.REQUESTS, "requests", "Begins a request."))
        .addMethods(new LifeCycleWriter(descriptor).write())
        .addMethods(descriptor.layers().stream().map(this::layer).toList())
        .addMethods(
            InputParameter.of(descriptor.inputs().get(0)).stream().map(this::allLayers).toList())
        .addTypes(stages.write());
  }

  private CodeBlock javadoc() {
    return CodeBlock.of(
        """
        Explains the layers of {@link $T}: SavedModel $L, signature $L$L.

        <p>Start with one layer, or with the first input to explain all layers $L. Thread-safe;
        owns native memory until it is closed.
        $L\
        """,
        Types.explained(descriptor),
        Html.code(descriptor.savedModel()),
        Html.code(descriptor.signature()),
        RequestDefaults.text(descriptor),
        runs(),
        optionalInputs());
  }

  /** Documents optional settings. */
  private CodeBlock optionalInputs() {
    if (descriptor.optionalInputs().isEmpty()) {
      return CodeBlock.of("");
    }
    CodeBlock.Builder text =
        CodeBlock.builder()
            .add(
                """

                <p>Inputs that may be left out are given by name, with {@link $T#input}:

                <ul>
                """,
                Types.REQUEST);
    for (InputDescriptor input : descriptor.optionalInputs()) {
      text.add(
          "  <li>$L: $L; by default $L\n",
          Html.code(input.tensor().name()),
          InputJavadoc.text(input.tensor()),
          Html.code(input.tensor().byDefault().orElse("")));
    }
    return text.add("</ul>\n").build();
  }

  private MethodSpec layer(LayerBinding layer) {
    return MethodSpec.methodBuilder(layer.method())
        .addModifiers(Modifier.PUBLIC)
        .returns(stages.first(Types.ATTRIBUTION))
        .addJavadoc("$L\n@return a request that needs the inputs\n", LayerJavadoc.of(layer))
        .addStatement(
            "return new $T<>(\n() -> this.requests.get()$>$>$L$L$<$<,\nall -> all.layers().get(0))",
            stages.first(),
            named(layer, CodeBlock.of("")),
            RequestDefaults.ofLayer(layer.attributionMethod()))
        .build();
  }

  /** Parameters cannot clash with anything here: members are qualified and lambdas have none. */
  private MethodSpec allLayers(InputParameter parameter) {
    InputDescriptor first = parameter.input();
    CodeBlock.Builder layers = CodeBlock.builder();
    for (LayerBinding layer : descriptor.layers()) {
      layers.add("\n$L", named(layer, RequestDefaults.argument(layer.attributionMethod())));
    }
    return parameter
        .method("Explains all layers " + runs() + ". ")
        .returns(stages.second(Types.attributions(descriptor)))
        .addStatement(
            "return new $T(\n() -> this.requests.get()$>$>$L$<$<,\n$T::of)\n.$N($N)",
            stages.first(Types.attributions(descriptor)),
            layers.build(),
            Types.attributions(descriptor),
            first.method(),
            first.method())
        .build();
  }

  private String runs() {
    return RequestDefaults.runs(descriptor.layers().stream().map(LayerBinding::attributionMethod));
  }

  private static CodeBlock named(LayerBinding layer, CodeBlock method) {
    return CodeBlock.of(
        ".layer($S, $T.$L$L)$L",
        layer.address(),
        Types.PORT,
        layer.port(),
        method,
        RequestDefaults.features(layer.address(), layer.features()));
  }
}

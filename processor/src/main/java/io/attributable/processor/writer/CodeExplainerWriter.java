package io.attributable.processor.writer;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.code.CodeLayer;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import io.attributable.processor.descriptor.InputDescriptor;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** Writes the class that a developer calls to explain a model in code. */
final class CodeExplainerWriter {
  private static final String RETURN = "@return a request that needs the inputs\n";

  private final CodeDeclaration declaration;
  private final ExplainerDescriptor descriptor;
  private final StageWriter stages;

  private CodeExplainerWriter(CodeDeclaration declaration, ExplainerDescriptor descriptor) {
    this.declaration = declaration;
    this.descriptor = descriptor;
    this.stages = new StageWriter(descriptor);
  }

  static TypeSpec.Builder write(CodeDeclaration declaration, ExplainerDescriptor descriptor) {
    return new CodeExplainerWriter(declaration, descriptor).write();
  }

  private TypeSpec.Builder write() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(Types.explainer(descriptor))
            .addModifiers(Modifier.FINAL)
            .addSuperinterface(AutoCloseable.class)
            .addJavadoc(
                """
                Explains the layers of {@link $T} towards what {@code $L} returns, with the weights that the
                session has at the time.

                <p>Start with one layer, or with the first input to explain all layers $L. Thread-safe;
                owns native memory until it is closed.
                """,
                Types.explained(descriptor),
                declaration.forward().name(),
                runs())
            .addField(calls())
            .addField(Fields.of(Types.LIVE_MODEL, "model", "What runs the requests."))
            .addField(Fields.of(Types.REQUESTS, "requests", "Begins a request."))
            .addMethods(new LiveCycleWriter(declaration, descriptor).write());
    for (CodeLayer layer : declaration.layers()) {
      type.addMethod(onlyCall(layer)).addMethod(oneCall(layer));
    }
    return type.addMethod(anyLayer())
        .addMethod(layers())
        .addMethods(
            InputParameter.of(descriptor.inputs().get(0)).stream().map(this::allLayers).toList())
        .addTypes(stages.write());
  }

  private String runs() {
    return RequestDefaults.runs(declaration.layers().stream().map(CodeLayer::attributionMethod));
  }

  private FieldSpec calls() {
    return FieldSpec.builder(
            Types.listOf(Types.LAYER), "LAYERS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("The layers that are explained together.\n")
        .initializer(CodeBlock.of("$T.of($>$>$L$<$<)", List.class, entries()))
        .build();
  }

  private CodeBlock entries() {
    return declaration.layers().stream()
        .map(
            layer ->
                CodeBlock.of(
                    "\nnew $T($S, $T.$L$L)",
                    Types.LAYER,
                    layer.path(),
                    Types.PORT,
                    layer.port(),
                    RequestDefaults.argument(layer.attributionMethod())))
        .collect(CodeBlock.joining(","));
  }

  private MethodSpec onlyCall(CodeLayer layer) {
    return request(layer.method())
        .addJavadoc("Explains $L, if it was called but once.\n\n$L", name(layer), RETURN)
        .addStatement(
            """
            return new $T<>(
            () -> this.requests.get().layer($S, $T.$L)$L,
            all -> all.layers().get(0))\
            """,
            stages.first(),
            layer.path(),
            Types.PORT,
            layer.port(),
            RequestDefaults.ofLayer(layer.attributionMethod()))
        .build();
  }

  private MethodSpec oneCall(CodeLayer layer) {
    return request(layer.method())
        .addJavadoc(
            "Explains one call of $L.\n\n@param call its number, counted from 1\n$L",
            name(layer),
            RETURN)
        .addParameter(int.class, "call")
        .addStatement(
            "return new $T<>(\n() -> this.requests.get().layer($S + call, $T.$L)$L,\n"
                + "all -> all.layers().get(0))",
            stages.first(),
            layer.path() + "#",
            Types.PORT,
            layer.port(),
            RequestDefaults.ofLayer(layer.attributionMethod()))
        .build();
  }

  private MethodSpec anyLayer() {
    return request("layer")
        .addJavadoc(
            """
            Explains a layer on a side of one's choice.

            @param address one of {@link #layers()}, or {@code tensor:NODE:0} for any tensor of the graph
            @param port the side
            $L\
            """,
            RETURN)
        .addParameter(String.class, "address")
        .addParameter(Types.PORT, "port")
        .addStatement(
            "return new $T<>(\n() -> this.requests.get().layer(address, port),\n"
                + "all -> all.layers().get(0))",
            stages.first())
        .build();
  }

  private MethodSpec.Builder request(String method) {
    return MethodSpec.methodBuilder(method)
        .addModifiers(Modifier.PUBLIC)
        .returns(stages.first(Types.ATTRIBUTION));
  }

  private static MethodSpec layers() {
    return MethodSpec.methodBuilder("layers")
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.listOf(Types.STRING))
        .addJavadoc(
            """
            The address of every call of a layer, in the order of the calls.

            @return such as {@code dense#2}
            """)
        .addStatement("return this.model.layers()")
        .build();
  }

  private MethodSpec allLayers(InputParameter parameter) {
    InputDescriptor first = parameter.input();
    return parameter
        .method("Explains all calls of all layers " + runs() + ". ")
        .returns(stages.second(Types.attributions(descriptor)))
        .addStatement(
            "return new $T(\n() -> this.model.allCalls(this.requests.get(), LAYERS),\n$T::of)\n"
                + ".$N($N)",
            stages.first(Types.attributions(descriptor)),
            Types.attributions(descriptor),
            first.method(),
            first.method())
        .build();
  }

  static String name(CodeLayer layer) {
    return "the "
        + layer.port().name().toLowerCase(Locale.ROOT)
        + " of layer "
        + Html.code(layer.path());
  }
}

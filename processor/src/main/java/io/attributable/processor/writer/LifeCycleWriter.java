package io.attributable.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes how an explainer is loaded and closed. */
final class LifeCycleWriter {
  private final ExplainerDescriptor descriptor;
  private final ClassName explainer;

  LifeCycleWriter(ExplainerDescriptor descriptor) {
    this.descriptor = descriptor;
    this.explainer = Types.explainer(descriptor);
  }

  List<MethodSpec> write() {
    List<MethodSpec> methods = new ArrayList<>(List.of(constructor(), load(), loadWithOptions()));
    ResourceName.of(descriptor.savedModel())
        .ifPresent(
            name -> methods.addAll(List.of(loadResource(name), loadResourceWithOptions(name))));
    methods.addAll(List.of(checked(), signature(), close()));
    return List.copyOf(methods);
  }

  private MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addJavadoc("Explains a loaded model.\n\n@param model closed with this\n")
        .addParameter(Types.MODEL, "model")
        .addStatement("this.model = model")
        .addStatement(
            "this.requests =\n() -> $T.on(model).signature($S)$L",
            Types.LAYER_ATTRIBUTION,
            descriptor.signature(),
            RequestDefaults.calls(descriptor))
        .build();
  }

  private MethodSpec load() {
    return loader("load")
        .addJavadoc(
            """
            Loads the model with the default options. Close the explainer when done.

            @param savedModel the SavedModel's directory
            @return the explainer
            """)
        .addParameter(Path.class, "savedModel")
        .addStatement("return load(savedModel, $T.defaults())", Types.OPTIONS)
        .build();
  }

  private MethodSpec loadWithOptions() {
    return loader("load")
        .addJavadoc(
            """
            Loads the model, and checks that it still is what this class was compiled against. Close the
            explainer when done.

            @param savedModel the SavedModel's directory
            @param options how to run it
            @return the explainer
            """)
        .addParameter(Path.class, "savedModel")
        .addParameter(Types.OPTIONS, "options")
        .addStatement("return checked($T.load(savedModel, $L))", Types.MODEL, options())
        .build();
  }

  /** The caller's options, with what the annotation allows. */
  private CodeBlock options() {
    List<String> ops = descriptor.allowedOps();
    return ops.isEmpty()
        ? CodeBlock.of("options")
        : CodeBlock.of(
            "options.allowOps($L)",
            ops.stream().map(op -> CodeBlock.of("$S", op)).collect(CodeBlock.joining(", ")));
  }

  private MethodSpec loadResource(String name) {
    return loader("loadResource")
        .addJavadoc(
            """
            Loads the model that lies among the application's resources as $L, with the default options.
            Close the explainer when done.

            @return the explainer
            """,
            Html.code(name))
        .addStatement("return loadResource($T.defaults())", Types.OPTIONS)
        .build();
  }

  private MethodSpec loadResourceWithOptions(String name) {
    return loader("loadResource")
        .addJavadoc(
            """
            Loads the model that lies among the application's resources as $L, and checks that it still is
            what this class was compiled against. Close the explainer when done.

            @param options how to run it
            @return the explainer
            """,
            Html.code(name))
        .addParameter(Types.OPTIONS, "options")
        .addStatement(
            "return checked($T.loadResource($T.class, $S, $L))",
            Types.MODEL,
            explainer,
            name,
            options())
        .build();
  }

  private MethodSpec checked() {
    return MethodSpec.methodBuilder("checked")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(explainer)
        .addJavadoc(
            """
            Checks what was loaded, and closes it otherwise.

            @param model what was loaded
            @return the explainer
            """)
        .addParameter(Types.MODEL, "model")
        .beginControlFlow("try")
        .addStatement("model.require(CONTRACT)")
        .addStatement("return new $T(model)", explainer)
        .nextControlFlow("catch ($T | $T failure)", RuntimeException.class, Error.class)
        .addStatement("model.close()")
        .addStatement("throw failure")
        .endControlFlow()
        .build();
  }

  private MethodSpec signature() {
    return MethodSpec.methodBuilder("signature")
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.SIGNATURE)
        .addJavadoc(
            """
            The inputs and outputs as the loaded model has them, by which {@code InputReader} of {@code
            attributable-inputs} reads files.

            @return their names, dtypes and shapes
            """)
        .addStatement("return model.signature($S)", descriptor.signature())
        .build();
  }

  private MethodSpec.Builder loader(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(explainer);
  }

  private static MethodSpec close() {
    return MethodSpec.methodBuilder("close")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("Frees the model's native memory, when running requests are done.\n")
        .addStatement("model.close()")
        .build();
  }
}

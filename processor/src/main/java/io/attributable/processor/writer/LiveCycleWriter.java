package io.attributable.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes how an explainer of a model in code is made and closed. */
final class LiveCycleWriter {
  private static final String MODEL = "@param model after its $L was called\n";
  private static final String RETURNED =
      "@param returned an operand that the call returned; for models that were built several"
          + " times\n";
  private static final String SESSION =
      "@param session has the variables; neither it nor its graph is changed\n";
  private static final String OPTIONS =
      "@param options how to run it; {@code WeightSource.FROZEN} keeps the weights of this"
          + " moment\n";

  private final CodeDeclaration declaration;
  private final ExplainerDescriptor descriptor;
  private final ClassName explainer;

  LiveCycleWriter(CodeDeclaration declaration, ExplainerDescriptor descriptor) {
    this.declaration = declaration;
    this.descriptor = descriptor;
    this.explainer = Types.explainer(descriptor);
  }

  List<MethodSpec> write() {
    return List.of(
        constructor(),
        factory(false, false),
        factory(false, true),
        factory(true, false),
        factory(true, true),
        close());
  }

  private MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addJavadoc("Explains a model in code.\n\n@param model closed with this\n")
        .addParameter(Types.LIVE_MODEL, "model")
        .addStatement("this.model = model")
        .addStatement("this.requests = () -> model.request()$L", RequestDefaults.calls(descriptor))
        .build();
  }

  private MethodSpec factory(boolean returned, boolean options) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("of")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(explainer)
            .addJavadoc(
                "Explains the model as it stands in the session. Close the explainer when"
                    + " done.\n\n")
            .addJavadoc(MODEL, declaration.forward().name())
            .addParameter(Types.recorded(descriptor, declaration.recorded()), "model");
    if (returned) {
      method.addJavadoc(RETURNED).addParameter(Types.ANY_OPERAND, "returned");
    }
    method.addJavadoc(SESSION).addParameter(Types.SESSION, "session");
    if (options) {
      method.addJavadoc(OPTIONS).addParameter(Types.OPTIONS, "options");
    }
    method.addJavadoc("@return the explainer\n");
    String operand = returned ? "returned, " : "";
    return options
        ? method
            .addStatement(
                "return new $T($T.of(model, $Lsession, options))",
                explainer,
                Types.LIVE_MODEL,
                operand)
            .build()
        : method
            .addStatement("return of(model, $Lsession, $T.defaults())", operand, Types.OPTIONS)
            .build();
  }

  private static MethodSpec close() {
    return MethodSpec.methodBuilder("close")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc(
            "Frees native memory, when running requests are done. Graph and session stay as they"
                + " are.\n")
        .addStatement("model.close()")
        .build();
  }
}

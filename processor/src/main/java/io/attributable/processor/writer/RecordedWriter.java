package io.attributable.processor.writer;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.attributable.processor.code.CodeDeclaration;
import io.attributable.processor.code.CodeMethod;
import io.attributable.processor.code.CodeModule;
import io.attributable.processor.code.CodeValue;
import io.attributable.processor.descriptor.ExplainerDescriptor;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Writes the subclass that records the calls of the layers. */
final class RecordedWriter {
  private final CodeDeclaration declaration;
  private final ExplainerDescriptor descriptor;
  private final javax.lang.model.util.Types types;

  private RecordedWriter(
      CodeDeclaration declaration,
      ExplainerDescriptor descriptor,
      javax.lang.model.util.Types types) {
    this.declaration = declaration;
    this.descriptor = descriptor;
    this.types = types;
  }

  static TypeSpec.Builder write(
      CodeDeclaration declaration,
      ExplainerDescriptor descriptor,
      javax.lang.model.util.Types types) {
    return new RecordedWriter(declaration, descriptor, types).write();
  }

  private TypeSpec.Builder write() {
    return TypeSpec.classBuilder(declaration.recorded())
        .addModifiers(Modifier.FINAL)
        .addAnnotations(Suppressed.inSubclassOf(declaration.type()))
        .superclass(Types.explained(descriptor))
        .addSuperinterface(Types.RECORDED_MODEL)
        .addJavadoc(
            """
            A {@link $T} that records which operands go into its layers and come out of them. The graph
            that it builds is the same.
            """,
            Types.explained(descriptor))
        .addField(recorder())
        .addMethods(
            ElementFilter.constructorsIn(declaration.type().getEnclosedElements()).stream()
                .filter(constructor -> !constructor.getModifiers().contains(Modifier.PRIVATE))
                .map(this::constructor)
                .toList())
        .addMethod(override(declaration.forward(), CodeBlock.of(".forward()")))
        .addMethods(declaration.methods().stream().map(this::layer).toList())
        .addMethod(callRecorder())
        .addMethod(callModules());
  }

  private static FieldSpec recorder() {
    return FieldSpec.builder(
            Types.CALL_RECORDER.annotated(Types.nullable()), "recorder", Modifier.PRIVATE)
        .addJavadoc("Made when it is first needed: constructors may call layers, too.\n")
        .build();
  }

  private MethodSpec constructor(ExecutableElement constructor) {
    MethodSpec.Builder method =
        MethodSpec.constructorBuilder()
            .addJavadoc(javadoc(constructor))
            .addAnnotations(Suppressed.inOverrideOf(constructor))
            .addParameters(parameters(constructor))
            .varargs(constructor.isVarArgs())
            .addStatement("super($L)", names(constructor));
    constructor
        .getTypeParameters()
        .forEach(parameter -> method.addTypeVariable(TypeVariableName.get(parameter)));
    constructor.getThrownTypes().forEach(thrown -> method.addException(TypeName.get(thrown)));
    boolean visible =
        constructor.getModifiers().contains(Modifier.PUBLIC)
            || constructor.getModifiers().contains(Modifier.PROTECTED);
    return visible && descriptor.isPublic()
        ? method.addModifiers(Modifier.PUBLIC).build()
        : method.build();
  }

  private CodeBlock javadoc(ExecutableElement constructor) {
    CodeBlock.Builder text =
        CodeBlock.builder().add("As a {@link $T} is made.\n\n", Types.explained(descriptor));
    constructor.getTypeParameters().forEach(type -> text.add("@param <$L> as there\n", type));
    constructor.getParameters().forEach(name -> text.add("@param $L as there\n", name));
    constructor.getThrownTypes().forEach(type -> text.add("@throws $T as there\n", type));
    return text.build();
  }

  private static List<ParameterSpec> parameters(ExecutableElement method) {
    return method.getParameters().stream()
        .map(
            parameter ->
                ParameterSpec.builder(
                        TypeName.get(parameter.asType()), parameter.getSimpleName().toString())
                    .build())
        .toList();
  }

  private MethodSpec layer(CodeMethod method) {
    return override(method, CodeBlock.of(".layer($S)", method.name()));
  }

  private MethodSpec override(CodeMethod method, CodeBlock begin) {
    ExecutableElement element = method.element();
    String call = unused("call", element);
    String result = unused("result", element);
    CodeBlock.Builder inputs = CodeBlock.builder();
    method.inputs().forEach(input -> inputs.add(".input($S, $L)", input.name(), argument(input)));
    return MethodSpec.overriding(element, (DeclaredType) declaration.type().asType(), types)
        .addAnnotations(Suppressed.inOverrideOf(element))
        .beginControlFlow(
            "try ($T $L = callRecorder()$L$L)", Types.RECORDED_CALL, call, begin, inputs.build())
        .addStatement("var $L = super.$L($L)", result, method.name(), names(element))
        .addCode(outputs(method, call, result))
        .addStatement("return $L", result)
        .endControlFlow()
        .build();
  }

  /** What holds several operands may be null, where the method allows that. */
  private static String argument(CodeValue input) {
    String read = input.holder() + input.access();
    return input.access().isEmpty() ? read : input.holder() + " == null ? null : " + read;
  }

  private static CodeBlock outputs(CodeMethod method, String call, String result) {
    CodeBlock.Builder outputs = CodeBlock.builder();
    for (CodeValue output : method.outputs()) {
      outputs.addStatement("$L.output($S, $L)", call, output.name(), result + output.access());
    }
    return outputs.build();
  }

  private static String unused(String wanted, ExecutableElement method) {
    String name = wanted;
    while (isTaken(name, method)) {
      name += "_";
    }
    return name;
  }

  private static boolean isTaken(String name, ExecutableElement method) {
    return method.getParameters().stream()
        .map(VariableElement::getSimpleName)
        .anyMatch(taken -> taken.contentEquals(name));
  }

  private static String names(ExecutableElement method) {
    return method.getParameters().stream()
        .map(parameter -> parameter.getSimpleName().toString())
        .collect(Collectors.joining(", "));
  }

  private MethodSpec callRecorder() {
    ClassName explained = Types.explained(descriptor);
    return MethodSpec.methodBuilder("callRecorder")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.CALL_RECORDER)
        .beginControlFlow("if (this.recorder == null)")
        .addStatement(
            "this.recorder = new $T($S, $S)",
            Types.CALL_RECORDER,
            explained.canonicalName(),
            declaration.forward().name())
        .endControlFlow()
        .addStatement("return this.recorder")
        .build();
  }

  private MethodSpec callModules() {
    CodeBlock.Builder modules = CodeBlock.builder();
    for (CodeModule module : declaration.modules()) {
      modules.add("\n.add($S, this.$L)", module.name(), module.access());
    }
    return MethodSpec.methodBuilder("callModules")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(Types.MODULES)
        .addStatement("return $T.none()$L", Types.MODULES, modules.build())
        .build();
  }
}

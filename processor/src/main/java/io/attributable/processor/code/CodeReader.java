package io.attributable.processor.code;

import io.attributable.AttributedModel;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.declaration.FoundAnnotation;
import io.attributable.processor.declaration.GeneratedNames;
import io.attributable.processor.declaration.MethodName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads classes marked {@code @AttributedModel}. */
public final class CodeReader {
  private final Elements elements;
  private final OperandTypes operands;

  /** A reader of the compiler's elements. */
  public CodeReader(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    this.operands = new OperandTypes(elements, environment.getTypeUtils());
  }

  /** Whether the type builds its graph itself, instead of naming a SavedModel. */
  public boolean reads(TypeElement type) {
    return type.getKind() == ElementKind.CLASS
        && FoundAnnotation.on(type, AttributedModel.class, elements)
            .filter(annotation -> !annotation.isWritten("savedModel"))
            .isPresent();
  }

  /** The declaration; empty if something is wrong with it, which is reported. */
  public Optional<CodeDeclaration> read(TypeElement type, Reporter reporter) {
    return FoundAnnotation.on(type, AttributedModel.class, elements)
        .flatMap(annotation -> read(type, annotation, reporter));
  }

  private Optional<CodeDeclaration> read(
      TypeElement type, FoundAnnotation annotation, Reporter reporter) {
    SourcePosition position = annotation.position();
    new ClassCheck(elements, reporter).check(type, position);
    MethodReader methods = new MethodReader(elements, operands, reporter, type, position);
    List<CodeMethods.Marked> marked = CodeMethods.of(type, elements);
    checkForward(type, position, marked, reporter);
    GeneratedNames names = GeneratedNames.of(type, elements);
    LayerNames layers = new LayerNames(elements, reporter, names);
    List<CodeMethod> found = new ArrayList<>();
    List<CodeMethod> forwards = new ArrayList<>();
    for (CodeMethods.Marked method : marked) {
      method.layer().ifPresent(layer -> name(method, layer, layers, methods, reporter));
      methods
          .read(method.element())
          .ifPresent(read -> (method.forward().isPresent() ? forwards : found).add(read));
    }
    List<CodeModule> modules = modules(type, position, layers, reporter);
    Optional<String> attributionMethod = MethodName.of(annotation, reporter);
    if (layers.layers().isEmpty()) {
      reporter.error(position, ErrorCode.NO_LAYERS, GeneratedNames.nested(type, "."));
    }
    List<CodeInput> inputs =
        forwards.isEmpty() ? List.of() : methods.inputs(forwards.get(0).element());
    return reporter.failed()
        ? Optional.empty()
        : Optional.of(
            new CodeDeclaration(
                type,
                names,
                Optional.of(annotation.text("output")).filter(output -> !output.isEmpty()),
                attributionMethod,
                forwards.get(0),
                inputs,
                found,
                modules,
                layers.layers()));
  }

  private static void checkForward(
      TypeElement type,
      SourcePosition position,
      List<CodeMethods.Marked> marked,
      Reporter reporter) {
    List<String> forwards =
        marked.stream()
            .filter(method -> method.forward().isPresent())
            .map(method -> method.element().getSimpleName() + "()")
            .collect(Collectors.toList());
    if (forwards.size() != 1) {
      reporter.error(
          position,
          ErrorCode.FORWARD_REQUIRED,
          GeneratedNames.nested(type, "."),
          forwards.isEmpty()
              ? "no @Forward method"
              : forwards.size() + " @Forward methods: " + String.join(", ", forwards));
    }
  }

  private static void name(
      CodeMethods.Marked method,
      FoundAnnotation layer,
      LayerNames layers,
      MethodReader methods,
      Reporter reporter) {
    SourcePosition position = methods.positionOf(method.element());
    if (layer.isWritten("layer")) {
      reporter.error(
          position,
          ErrorCode.ADDRESS_IN_CODE,
          MethodReader.label(method.element()),
          layer.text("layer"));
    }
    if (layer.isWritten("features")) {
      reporter.error(
          position,
          ErrorCode.FEATURES_INVALID,
          MethodReader.label(method.element()),
          "in a class, layers are called any number of times; name features in the request, with"
              + " features(…)");
    }
    String name = method.element().getSimpleName().toString();
    layers.add(
        new CodeLayer(
            name,
            name,
            Port.valueOf(layer.text("port")),
            MethodName.of(layer, position, reporter),
            position));
  }

  private List<CodeModule> modules(
      TypeElement type, SourcePosition typePosition, LayerNames layers, Reporter reporter) {
    List<CodeModule> modules = new ArrayList<>();
    for (ModuleReader.Found found : new ModuleReader(elements).of(type)) {
      SourcePosition position =
          type.equals(found.field().getEnclosingElement())
              ? SourcePosition.of(found.field())
              : typePosition;
      if (found.access().isEmpty()) {
        reporter.error(
            position,
            ErrorCode.HIDDEN_MODULE,
            GeneratedNames.nested(type, ".") + "." + found.field().getSimpleName(),
            ModuleReader.getter(found.field()));
      } else {
        CodeModule module = new CodeModule(found.field(), found.type(), found.access().get());
        modules.add(module);
        layers.add(module, position);
      }
    }
    return modules;
  }
}

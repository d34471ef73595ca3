package io.attributable.processor.declaration;

import io.attributable.Attributable;
import io.attributable.ErrorCode;
import io.attributable.FeatureNames;
import io.attributable.Port;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads the {@code @Attributable} methods of one interface, its own and inherited ones. */
final class LayerReader {
  private final Elements elements;
  private final Reporter reporter;
  private final TypeElement type;
  private final SourcePosition modelPosition;
  private final List<LayerDeclaration> layers = new ArrayList<>();
  private boolean annotated;

  LayerReader(
      Elements elements, Reporter reporter, TypeElement type, SourcePosition modelPosition) {
    this.elements = elements;
    this.reporter = reporter;
    this.type = type;
    this.modelPosition = modelPosition;
  }

  /** The well-shaped layers, in no particular order; the others are reported. */
  List<LayerDeclaration> read() {
    for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
      if (!owner(method).getQualifiedName().contentEquals("java.lang.Object")) {
        read(method);
      }
    }
    if (!annotated) {
      reporter.error(modelPosition, ErrorCode.NO_LAYERS, GeneratedNames.nested(type, "."));
    }
    return layers;
  }

  private void read(ExecutableElement method) {
    Optional<FoundAnnotation> annotation = FoundAnnotation.on(method, Attributable.class, elements);
    if (annotation.isPresent()) {
      annotated = true;
      readLayer(method, annotation.get());
    } else if (method.getModifiers().contains(Modifier.ABSTRACT)
        && !MethodCheck.isOfObject(method)) {
      reporter.error(
          positionOf(method, SourcePosition.of(method)),
          ErrorCode.UNANNOTATED_METHOD,
          label(method));
    }
  }

  private void readLayer(ExecutableElement method, FoundAnnotation annotation) {
    SourcePosition position = positionOf(method, annotation.position("layer"));
    Optional<String> complaint = MethodCheck.complaint(method);
    if (complaint.isPresent()) {
      reporter.error(
          positionOf(method, SourcePosition.of(method)),
          ErrorCode.METHOD_SHAPE,
          label(method),
          complaint.get());
      return;
    }
    SourcePosition methodPosition = positionOf(method, annotation.position("method"));
    layers.add(
        new LayerDeclaration(
            method.getSimpleName().toString(),
            annotation.text("layer"),
            Port.valueOf(annotation.text("port")),
            MethodName.of(annotation, methodPosition, reporter),
            features(annotation, positionOf(method, annotation.position("features"))),
            annotation.isWritten("method") ? methodPosition : position,
            position));
  }

  /** None of those that cannot be, which are reported. */
  private LayerDeclaration.Features features(FoundAnnotation annotation, SourcePosition position) {
    List<String> names = annotation.texts("features");
    Optional<String> problem = names.isEmpty() ? Optional.empty() : FeatureNames.problem(names);
    problem.ifPresent(
        text ->
            reporter.error(position, ErrorCode.FEATURES_INVALID, annotation.text("layer"), text));
    return new LayerDeclaration.Features(problem.isPresent() ? List.of() : names, position);
  }

  private SourcePosition positionOf(ExecutableElement method, SourcePosition own) {
    return owner(method).equals(type) ? own : modelPosition;
  }

  private static TypeElement owner(ExecutableElement method) {
    return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
  }

  private static String label(ExecutableElement method) {
    return GeneratedNames.nested(owner(method), ".") + "." + method.getSimpleName() + "()";
  }
}

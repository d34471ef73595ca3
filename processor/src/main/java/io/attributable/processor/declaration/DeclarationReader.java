package io.attributable.processor.declaration;

import io.attributable.Attributable;
import io.attributable.AttributedModel;
import io.attributable.ErrorCode;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reads interfaces marked {@code @AttributedModel}. */
public final class DeclarationReader {
  private final Elements elements;

  /** A reader of the compiler's elements. */
  public DeclarationReader(Elements elements) {
    this.elements = elements;
  }

  /**
   * Whether the type can be read now. If not, it refers to something that does not exist, or that
   * another processor has yet to generate.
   */
  public boolean isResolved(TypeElement type) {
    return Resolution.isComplete(type) && annotations(type).allMatch(FoundAnnotation::isResolved);
  }

  /**
   * The declaration, without what is reported as wrong; empty if nothing can be made of the type.
   */
  public Optional<ModelDeclaration> read(TypeElement type, Reporter reporter) {
    return FoundAnnotation.on(type, AttributedModel.class, elements)
        .flatMap(annotation -> read(type, annotation, reporter));
  }

  private Optional<ModelDeclaration> read(
      TypeElement type, FoundAnnotation annotation, Reporter reporter) {
    SourcePosition savedModel = annotation.position("savedModel");
    InterfaceCheck check = new InterfaceCheck(reporter);
    if (!check.isInterface(type, annotation.position())) {
      return Optional.empty();
    }
    check.checkUsable(type, annotation.position());
    if (!annotation.isWritten("savedModel")) {
      reporter.error(
          annotation.position(), ErrorCode.SAVED_MODEL_REQUIRED, GeneratedNames.nested(type, "."));
      return Optional.empty();
    }
    GeneratedNames names = GeneratedNames.of(type, elements);
    LayerReader layers = new LayerReader(elements, reporter, type, savedModel);
    LayerNames layerNames = new LayerNames(reporter, GeneratedNames.nested(type, "."), names);
    return Optional.of(
        new ModelDeclaration(
            type,
            names,
            annotation.text("savedModel"),
            annotation.text("signature"),
            Optional.of(annotation.text("output")).filter(output -> !output.isEmpty()),
            MethodName.of(annotation, reporter),
            annotation.texts("allowedOps"),
            new ModelDeclaration.Positions(
                savedModel,
                annotation.position("signature").or(savedModel),
                annotation.position("output").or(savedModel)),
            layerNames.check(layers.read())));
  }

  private Stream<FoundAnnotation> annotations(TypeElement type) {
    return Stream.concat(
        FoundAnnotation.on(type, AttributedModel.class, elements).stream(),
        type.getEnclosedElements().stream().flatMap(this::layerAnnotation));
  }

  private Stream<FoundAnnotation> layerAnnotation(Element member) {
    return FoundAnnotation.on(member, Attributable.class, elements).stream();
  }
}

package io.attributable.processor.binding;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclarationProblems;
import io.attributable.graph.declared.DeclaredPart;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.LayerDeclaration;
import io.attributable.processor.declaration.ModelDeclaration;

/** Reports what is wrong with a declaration at the annotation's value that it is about. */
final class ReportedProblems implements DeclarationProblems {
  private final ModelDeclaration declaration;
  private final Validation validation;
  private final Reporter reporter;

  ReportedProblems(ModelDeclaration declaration, Validation validation, Reporter reporter) {
    this.declaration = declaration;
    this.validation = validation;
    this.reporter = reporter;
  }

  @Override
  public void unusable(DeclaredPart part, AttributionException failure) {
    reporter.error(position(part), failure);
  }

  @Override
  public void wrong(DeclaredPart part, AttributionException failure) {
    if (validation == Validation.WARN) {
      reporter.warning(position(part), failure);
    } else {
      reporter.error(position(part), failure);
    }
  }

  private SourcePosition position(DeclaredPart part) {
    ModelDeclaration.Positions positions = declaration.positions();
    return switch (part.kind()) {
      case MODEL -> positions.savedModel();
      case SIGNATURE -> positions.signature();
      case OUTPUT -> positions.output();
      case LAYER -> layer(part).position();
      case METHOD -> layer(part).methodPosition();
      case FEATURES -> layer(part).features().position();
    };
  }

  private LayerDeclaration layer(DeclaredPart part) {
    return declaration.layers().get(part.layer());
  }
}

package io.attributable.processor.binding;

import io.attributable.graph.declared.CheckedLayer;
import io.attributable.graph.declared.CheckedModel;
import io.attributable.graph.declared.ModelCheck;
import io.attributable.graph.declared.ModelReader;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.LayerDeclaration;
import io.attributable.processor.declaration.ModelDeclaration;
import io.attributable.processor.lookup.ModelLocations;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Holds declarations against their models. */
public final class ModelBinder {
  private final ModelLocations locations;
  private final Validation validation;
  private final ModelCheck check;

  /**
   * A binder for one compilation.
   *
   * @param libraryOps ops that libraries will bring when models are run
   */
  public ModelBinder(
      ModelLocations locations, Validation validation, Predicate<String> libraryOps) {
    this.locations = locations;
    this.validation = validation;
    this.check = new ModelCheck(new ModelReader(libraryOps), validation != Validation.OFF);
  }

  /**
   * What the model has for the declaration, without what is reported as wrong; empty if there is no
   * such model or signature.
   */
  public Optional<ModelBinding> bind(ModelDeclaration declaration, Reporter reporter) {
    return check
        .check(
            declaration.declared(),
            locations.around(declaration.type()),
            new ReportedProblems(declaration, validation, reporter))
        .map(checked -> bind(declaration, checked));
  }

  private static ModelBinding bind(ModelDeclaration declaration, CheckedModel checked) {
    List<LayerBinding> layers =
        IntStream.range(0, checked.layers().size())
            .mapToObj(index -> bind(declaration.layers().get(index), checked.layers().get(index)))
            .toList();
    return new ModelBinding(declaration, checked, layers);
  }

  private static LayerBinding bind(LayerDeclaration declaration, CheckedLayer checked) {
    return new LayerBinding(
        declaration.method(),
        declaration.address(),
        declaration.port(),
        declaration.attributionMethod(),
        declaration.features().names(),
        checked.tensors(),
        checked.explainable());
  }
}

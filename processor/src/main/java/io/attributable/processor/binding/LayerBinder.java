package io.attributable.processor.binding;

import io.attributable.AttributionException;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.SourcePosition;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.LayerDeclaration;
import io.attributable.processor.declaration.ModelDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks the layers of one declaration against its model, as strictly as the options require. */
final class LayerBinder {
  private final ModelDeclaration declaration;
  private final Validation validation;
  private final Reporter reporter;
  private final Supplier<SignatureLayers> model;

  /**
   * A binder of one declaration.
   *
   * @param model reads the layers of the model, if they are to be checked
   */
  LayerBinder(
      ModelDeclaration declaration,
      Validation validation,
      Reporter reporter,
      Supplier<SignatureLayers> model) {
    this.declaration = declaration;
    this.validation = validation;
    this.reporter = reporter;
    this.model = model;
  }

  /** One binding per layer, in the declaration's order; what is wrong is reported. */
  List<LayerBinding> bind() {
    if (validation == Validation.OFF) {
      return unchecked();
    }
    try {
      SignatureLayers layers = model.get();
      boolean output =
          check(declaration.positions().output(), () -> layers.checkOutput(declaration.output()));
      return declaration.layers().stream().map(layer -> bind(layer, layers, output)).toList();
    } catch (AttributionException failure) {
      report(FailurePosition.of(failure, declaration.positions()), failure);
      return unchecked();
    }
  }

  private LayerBinding bind(LayerDeclaration layer, SignatureLayers layers, boolean output) {
    List<ModelTensor> tensors = new ArrayList<>();
    boolean found = check(layer.position(), () -> tensors.addAll(layers.tensors(layer)));
    Optional<String> method = layer.attributionMethod().or(() -> declaration.attributionMethod());
    if (found) {
      method.ifPresent(
          name -> check(layer.methodPosition(), () -> layers.checkMethod(layer, name)));
      check(layer.features().position(), () -> layers.checkFeatures(layer));
    }
    boolean explainable =
        found
            && output
            && check(layer.position(), () -> layers.checkGradient(layer, declaration.output()));
    return bind(layer, tensors, explainable);
  }

  private boolean check(SourcePosition position, Runnable check) {
    try {
      check.run();
      return true;
    } catch (AttributionException failure) {
      report(position, failure);
      return false;
    }
  }

  private void report(SourcePosition position, AttributionException failure) {
    if (validation == Validation.WARN) {
      reporter.warning(position, failure);
    } else {
      reporter.error(position, failure);
    }
  }

  private List<LayerBinding> unchecked() {
    return declaration.layers().stream().map(layer -> bind(layer, List.of(), false)).toList();
  }

  private static LayerBinding bind(
      LayerDeclaration layer, List<ModelTensor> tensors, boolean explainable) {
    return new LayerBinding(
        layer.method(),
        layer.address(),
        layer.port(),
        layer.attributionMethod(),
        layer.features().names(),
        tensors,
        explainable);
  }
}

package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredPart.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Checks the layers of one declaration against its model. */
final class LayerCheck {
  private final DeclaredModel declared;
  private final DeclarationProblems problems;
  private final Supplier<SignatureLayers> model;

  LayerCheck(
      DeclaredModel declared, DeclarationProblems problems, Supplier<SignatureLayers> model) {
    this.declared = declared;
    this.problems = problems;
    this.model = model;
  }

  /** One per layer, in the declaration's order; what is wrong is told. */
  List<CheckedLayer> check() {
    try {
      SignatureLayers layers = model.get();
      boolean output =
          holds(DeclaredPart.of(Kind.OUTPUT), () -> layers.checkOutput(declared.output()));
      return IntStream.range(0, declared.layers().size())
          .mapToObj(index -> check(index, layers, output))
          .toList();
    } catch (AttributionException failure) {
      problems.wrong(DeclaredPart.of(failure), failure);
      return declared.layers().stream().map(CheckedLayer::unchecked).toList();
    }
  }

  private CheckedLayer check(int index, SignatureLayers layers, boolean output) {
    DeclaredLayer layer = declared.layers().get(index);
    DeclaredPart address = new DeclaredPart(Kind.LAYER, index);
    List<ModelTensor> tensors = new ArrayList<>();
    boolean found = holds(address, () -> tensors.addAll(layers.tensors(layer)));
    if (found) {
      checkWords(index, layer, layers);
    }
    boolean explainable =
        found && output && holds(address, () -> layers.checkGradient(layer, declared.output()));
    return new CheckedLayer(layer, tensors, explainable);
  }

  private void checkWords(int index, DeclaredLayer layer, SignatureLayers layers) {
    Optional<String> method = layer.method().or(declared::method);
    method.ifPresent(
        name -> holds(new DeclaredPart(Kind.METHOD, index), () -> layers.checkMethod(layer, name)));
    holds(new DeclaredPart(Kind.FEATURES, index), () -> layers.checkFeatures(layer));
  }

  private boolean holds(DeclaredPart part, Runnable check) {
    try {
      check.run();
      return true;
    } catch (AttributionException failure) {
      problems.wrong(part, failure);
      return false;
    }
  }
}

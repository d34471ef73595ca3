package io.attributable.graph.declared;

import io.attributable.AttributionException;
import io.attributable.graph.savedmodel.InputDefault;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds declarations against their models. No native code is loaded: nothing but the file {@code
 * saved_model.pb} is read.
 */
public final class ModelCheck {
  private final ModelReader reader;
  private final boolean withLayers;

  /**
   * A check for one compilation or build.
   *
   * @param reader reads the models
   * @param withLayers whether layers and outputs are looked up, not only model and signature
   */
  public ModelCheck(ModelReader reader, boolean withLayers) {
    this.reader = reader;
    this.withLayers = withLayers;
  }

  /**
   * What the model has for the declaration, without what is told as wrong; empty if there is no
   * such model or signature.
   *
   * @param source finds the model
   */
  public Optional<CheckedModel> check(
      DeclaredModel declared, ModelSource source, DeclarationProblems problems) {
    try {
      SavedModelFile file = reader.read(declared, source);
      SignatureSchema signature = file.signature(declared.signature());
      Supplier<SignatureLayers> layers = () -> reader.layers(file, signature.name());
      return Optional.of(
          new CheckedModel(
              declared,
              tensors(signature.inputs()),
              tensors(signature.outputs()),
              layers(declared, problems, layers),
              new BoundGraph(layers)));
    } catch (AttributionException failure) {
      problems.unusable(DeclaredPart.of(failure), failure);
      return Optional.empty();
    }
  }

  private List<CheckedLayer> layers(
      DeclaredModel declared, DeclarationProblems problems, Supplier<SignatureLayers> layers) {
    return withLayers
        ? new LayerCheck(declared, problems, layers).check()
        : declared.layers().stream().map(CheckedLayer::unchecked).toList();
  }

  private static List<ModelTensor> tensors(List<TensorSchema> schemas) {
    return schemas.stream()
        .map(
            schema ->
                new ModelTensor(
                    schema.name(),
                    schema.typeName(),
                    schema.shapeText(),
                    schema.byDefault().map(InputDefault::text)))
        .toList();
  }
}

package io.attributable.processor.binding;

import io.attributable.AttributionException;
import io.attributable.OpPolicy;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.InputDefault;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.ModelDeclaration;
import io.attributable.processor.lookup.ModelLocations;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds declarations against their models. */
public final class ModelBinder {
  private final ModelLocations locations;
  private final Validation validation;
  private final ModelReader reader;

  /**
   * A binder for one compilation.
   *
   * @param libraryOps ops that libraries will bring when models are run
   */
  public ModelBinder(
      ModelLocations locations, Validation validation, Predicate<String> libraryOps) {
    this.locations = locations;
    this.validation = validation;
    this.reader = new ModelReader(libraryOps);
  }

  /**
   * What the model has for the declaration, without what is reported as wrong; empty if there is no
   * such model or signature.
   */
  public Optional<ModelBinding> bind(ModelDeclaration declaration, Reporter reporter) {
    try {
      SavedModelFile file = read(declaration);
      SignatureSchema signature = file.signature(declaration.signature());
      LayerBinder layers =
          new LayerBinder(declaration, validation, reporter, () -> layers(file, signature));
      return Optional.of(
          new ModelBinding(
              declaration,
              tensors(signature.inputs()),
              tensors(signature.outputs()),
              layers.bind(),
              new BoundGraph(() -> layers(file, signature))));
    } catch (AttributionException failure) {
      reporter.error(FailurePosition.of(failure, declaration.positions()), failure);
      return Optional.empty();
    }
  }

  private SavedModelFile read(ModelDeclaration declaration) {
    SavedModelFile strict =
        reader.read(
            declaration.savedModel(),
            locations.around(declaration.type()).find(declaration.savedModel()));
    List<String> allowed = declaration.allowedOps();
    SavedModelFile file =
        allowed.isEmpty() ? strict : strict.under(OpPolicy.strict().allowing(allowed));
    FileCheck.require(file);
    OpPolicyCheck.requireLoadable(file);
    return file;
  }

  private SignatureLayers layers(SavedModelFile file, SignatureSchema signature) {
    return reader.layers(file, signature.name());
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

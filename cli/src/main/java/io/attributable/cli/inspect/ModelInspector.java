package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds out what a model has. */
public final class ModelInspector {
  private final SavedModelFile file;
  private final Function<String, LayerIndex> layers;

  /**
   * An inspector of one model.
   *
   * @param layers finds the layers of a signature
   */
  public ModelInspector(SavedModelFile file, Function<String, LayerIndex> layers) {
    this.file = file;
    this.layers = layers;
  }

  /**
   * Inspects one signature, or all of them.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE
   */
  public ModelReport inspect(Optional<String> signature) {
    List<SignatureSchema> schemas =
        signature.map(file::signature).map(List::of).orElseGet(file::signatures);
    return new ModelReport(file.name(), schemas.stream().map(this::inspect).toList());
  }

  private SignatureReport inspect(SignatureSchema schema) {
    try {
      LayerIndex index = layers.apply(schema.name());
      LayerInspector inspector = new LayerInspector(index, schema);
      List<LayerReport> reports = index.layers().stream().map(inspector::inspect).toList();
      return new SignatureReport(schema, reports, Optional.empty());
    } catch (AttributionException e) {
      return new SignatureReport(schema, List.of(), Optional.of(e));
    }
  }
}

package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.plan.LogitsOffer;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      return new SignatureReport(schema, logits(index), reports, Optional.empty());
    } catch (AttributionException e) {
      return new SignatureReport(schema, Map.of(), List.of(), Optional.of(e));
    }
  }

  private static Map<String, LogitsOffer> logits(LayerIndex index) {
    Map<String, LogitsOffer> offers = new HashMap<>();
    for (TensorSchema output : index.graph().signature().outputs()) {
      LogitsOffer.of(index, output).ifPresent(offer -> offers.put(output.name(), offer));
    }
    return offers;
  }
}

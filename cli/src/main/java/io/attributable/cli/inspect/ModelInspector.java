package io.attributable.cli.inspect;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.OpPolicy;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.plan.LogitsHint;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.FunctionSchema;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds out what a model has. */
public final class ModelInspector {
  private final SavedModelFile file;
  private final BiFunction<SavedModelFile, String, LayerIndex> layers;

  /**
   * An inspector of one model.
   *
   * @param layers finds the layers of a signature
   */
  public ModelInspector(
      SavedModelFile file, BiFunction<SavedModelFile, String, LayerIndex> layers) {
    this.file = file;
    this.layers = layers;
  }

  /**
   * Inspects one signature, or all of them, and the functions that can be named instead.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE
   */
  public ModelReport inspect(Optional<String> signature) {
    if (signature.isPresent()) {
      SignatureSchema schema = file.signature(signature.get());
      return ModelReport.of(file.name(), List.of(inspect(schema)));
    }
    List<SignatureReport> reports = schemas().stream().map(this::inspect).toList();
    return new ModelReport(
        file.name(),
        reports,
        file.unservedSignatures(),
        file.functions().stream().map(FunctionSchema::describe).toList());
  }

  /** The signatures; if there are none, the default function. */
  private List<SignatureSchema> schemas() {
    if (!file.signatures().isEmpty() || !file.unservedSignatures().isEmpty()) {
      return file.signatures();
    }
    try {
      return List.of(file.signature(file.defaultSignature()));
    } catch (AttributionException e) {
      if (file.functions().isEmpty()) {
        throw e;
      }
      return List.of(); // The functions are listed, from which to choose.
    }
  }

  private SignatureReport inspect(SignatureSchema schema) {
    try {
      OpPolicyCheck.requireLoadable(file);
      return report(schema, layers.apply(file, schema.name()));
    } catch (AttributionException e) {
      return new SignatureReport(
          schema.describe(), Map.of(), layersInSpite(e, schema), Optional.of(e));
    }
  }

  /** With an unknown or refused op nothing can be explained, but the layers can be listed. */
  private List<LayerReport> layersInSpite(AttributionException problem, SignatureSchema schema) {
    if (problem.code() != ErrorCode.UNKNOWN_OP && problem.code() != ErrorCode.OP_REFUSED) {
      return List.of();
    }
    try {
      SavedModelFile trusted = file.vouchingForOps(op -> true).under(OpPolicy.permissive());
      LayerIndex index = LayerIndex.of(SignatureFlattener.flatten(trusted, schema.name()));
      String obstacle = "[" + problem.code().id() + "] see above";
      return index.layers().stream()
          .map(entry -> LayerReport.blocked(entry.describe(), obstacle))
          .toList();
    } catch (AttributionException e) {
      return List.of(); // The file does not define the op.
    }
  }

  private static SignatureReport report(SignatureSchema schema, LayerIndex index) {
    LayerInspector inspector = new LayerInspector(index, schema);
    List<LayerReport> reports = index.layers().stream().map(inspector::inspect).toList();
    return new SignatureReport(schema.describe(), logits(index), reports, Optional.empty());
  }

  private static Map<String, LogitsHint> logits(LayerIndex index) {
    Map<String, LogitsHint> offers = new HashMap<>();
    for (TensorSchema output : index.graph().signature().outputs()) {
      LogitsHint.of(index, output).ifPresent(offer -> offers.put(output.name(), offer));
    }
    return offers;
  }
}

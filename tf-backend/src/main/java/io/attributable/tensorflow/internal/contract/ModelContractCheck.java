package io.attributable.tensorflow.internal.contract;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.model.GraphLock;
import io.attributable.model.ModelContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes how a model differs from a contract. */
public final class ModelContractCheck {
  private final ModelContract contract;
  private final SavedModelFile model;
  private final List<String> differences = new ArrayList<>();

  private ModelContractCheck(ModelContract contract, SavedModelFile model) {
    this.contract = contract;
    this.model = model;
  }

  /**
   * Checks a model against a contract.
   *
   * @param preflightOf the preflight of a signature
   * @throws AttributionException MODEL_CHANGED, with every difference
   */
  public static void require(
      ModelContract contract, SavedModelFile model, Function<String, Preflight> preflightOf) {
    List<String> differences = new ModelContractCheck(contract, model).differences(preflightOf);
    if (!differences.isEmpty()) {
      throw new AttributionException(
          ErrorCode.MODEL_CHANGED,
          model.name(),
          contract.explained(),
          String.join("; ", differences));
    }
  }

  /** Every difference; none if the model keeps the contract. */
  private List<String> differences(Function<String, Preflight> preflightOf) {
    SignatureSchema signature;
    try {
      signature = model.signature(contract.signature());
    } catch (AttributionException e) {
      return List.of(
          e.code() == ErrorCode.UNKNOWN_SIGNATURE
              ? "signature \"" + contract.signature() + "\" is gone"
              : String.valueOf(e.getMessage()));
    }
    compare("input", contract.inputs(), signature.inputs());
    compare("output", contract.outputs(), signature.outputs());
    if (!contract.layers().isEmpty()) {
      Preflight preflight = preflightOf.apply(contract.signature());
      contract.layers().forEach(layer -> compare(layer, preflight));
    }
    contract.graph().ifPresent(lock -> compare(lock, preflightOf));
    return List.copyOf(differences);
  }

  /** The file's graph: the one that runs may have limits on its loops. */
  private void compare(GraphLock lock, Function<String, Preflight> preflightOf) {
    GraphFingerprint now =
        GraphFingerprint.of(SignatureFlattener.flatten(model, contract.signature()));
    differences.addAll(
        new GraphLockCheck(lock)
            .differences(now, preflightOf.apply(contract.signature()).layers()));
  }

  private void compare(String kind, List<ModelContract.Tensor> before, List<TensorSchema> now) {
    Map<String, String> present = new LinkedHashMap<>();
    now.forEach(schema -> present.put(schema.name(), schema.typeName() + " " + schema.shapeText()));
    for (ModelContract.Tensor tensor : before) {
      String content = present.remove(tensor.name());
      if (content == null) {
        differences.add(kind + " \"" + tensor.name() + "\" is gone");
      } else if (!content.equals(tensor.content())) {
        changed(kind + " \"" + tensor.name() + "\"", tensor.content(), content);
      }
    }
    present.forEach(
        (name, content) -> differences.add(kind + " \"" + name + "\" (" + content + ") is new"));
  }

  private void compare(ModelContract.Layer layer, Preflight preflight) {
    try {
      List<String> now =
          preflight.layers().resolve(layer.address(), layer.port()).tensors().stream()
              .map(ModelContractCheck::content)
              .toList();
      if (!agree(layer.tensors(), now)) {
        changed("the " + label(layer), text(layer.tensors()), text(now));
      } else if (layer.explainable()) {
        preflight.check(layer.address(), layer.port(), contract.towards().orElse(null));
      }
    } catch (AttributionException failure) {
      differences.add(
          failure.code() == ErrorCode.UNKNOWN_LAYER
              ? "layer \"" + layer.address() + "\" is gone"
              : "the " + label(layer) + " fails: " + failure.getMessage());
    }
  }

  private void changed(String what, String before, String now) {
    differences.add(what + " was " + before + " and is " + now);
  }

  private static String content(TensorInfo tensor) {
    return tensor.typeName() + " " + tensor.shapeText();
  }

  private static String label(ModelContract.Layer layer) {
    String port = layer.port().name().toLowerCase(Locale.ROOT);
    return port + " of layer \"" + layer.address() + "\"";
  }

  private static String text(List<String> tensors) {
    return tensors.stream().collect(Collectors.joining(", "));
  }

  private static boolean agree(List<String> before, List<String> now) {
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (!ModelContractShape.agree(before.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }
}

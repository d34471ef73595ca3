package io.attributable.graph.savedmodel;

import io.attributable.graph.tensor.TensorRef;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * The op that a loader runs once variables are restored, to fill tables, as TensorFlow's loader
 * finds it (tensorflow/cc/saved_model/loader_util.cc, {@code GetInitOp}).
 */
public final class InitOp {
  private static final String INIT = "__saved_model_init_op";
  private static final List<String> OLD_INITS = List.of("saved_model_main_op", "legacy_init_op");

  private InitOp() {}

  /** The name of its node; empty for models without one. */
  public static Optional<String> of(MetaGraphDef model) {
    SignatureDef signature = model.getSignatureDefMap().get(INIT);
    if (signature != null && signature.containsOutputs(INIT)) {
      return Optional.of(TensorRef.parse(signature.getOutputsOrThrow(INIT).getName()).node());
    }
    return OLD_INITS.stream()
        .filter(model::containsCollectionDef)
        .map(name -> model.getCollectionDefOrThrow(name).getNodeList().getValueList())
        .filter(values -> !values.isEmpty())
        .map(values -> TensorRef.parse(values.get(0)).node())
        .findFirst();
  }
}

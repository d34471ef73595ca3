package io.attributable.tensorflow.internal.source;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.LoadableSubgraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.SignatureSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses models with unknown ops, before TensorFlow does, unless a part can be loaded. */
public final class UnknownOpCheck {
  private UnknownOpCheck() {}

  /**
   * Fails if every signature needs an unknown op; the failure of one of several is reported when it
   * is used.
   *
   * @throws AttributionException UNKNOWN_OP
   */
  public static void require(SavedModelFile file) {
    if (LoadableSubgraph.isWhole(file.graph(), file.ops())) {
      return;
    }
    AttributionException unknown = null;
    for (String signature : names(file)) {
      AttributionException failure = failure(file, signature);
      if (failure == null || failure.code() != ErrorCode.UNKNOWN_OP) {
        return;
      }
      unknown = unknown == null ? failure : unknown;
    }
    if (unknown != null) {
      throw unknown;
    }
  }

  private static @Nullable AttributionException failure(SavedModelFile file, String signature) {
    try {
      SignatureFlattener.flatten(file, signature);
      return null;
    } catch (AttributionException e) {
      return e;
    }
  }

  /** The default first: the failure is about that one. */
  private static List<String> names(SavedModelFile file) {
    List<String> names = new ArrayList<>();
    try {
      names.add(file.defaultSignature());
    } catch (AttributionException e) {
      // There is no default; the others are checked.
    }
    file.signatures().stream().map(SignatureSchema::name).forEach(names::add);
    file.functions().forEach(function -> names.add(function.signature()));
    return names;
  }
}

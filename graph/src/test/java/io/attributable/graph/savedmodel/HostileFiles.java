package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerEntry;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.preflight.Preflight;
import java.util.Set;

/** Does with a file all that can be done without TensorFlow. */
final class HostileFiles {
  private static final Set<ErrorCode> ABOUT_FILES =
      Set.of(
          ErrorCode.NOT_A_SAVED_MODEL,
          ErrorCode.CORRUPT_MODEL,
          ErrorCode.MODEL_TOO_LARGE,
          ErrorCode.UNSUPPORTED_SIGNATURE,
          ErrorCode.MISSING_FUNCTION,
          ErrorCode.RECURSIVE_FUNCTION,
          ErrorCode.UNKNOWN_OP,
          ErrorCode.UNKNOWN_SIGNATURE,
          ErrorCode.AMBIGUOUS_SIGNATURE);
  private static final int MOST_FUNCTIONS = 3;

  private HostileFiles() {}

  /** Nothing but an {@link AttributionException} about the file may come of reading it. */
  static boolean readsOrIsRefused(byte[] bytes) {
    try {
      SavedModelFile file = SavedModelFile.parse("hostile", bytes);
      file.signatures().forEach(signature -> readsOrIsRefused(file, signature.name()));
      file.functions().stream()
          .limit(MOST_FUNCTIONS)
          .forEach(function -> readsOrIsRefused(file, function.signature()));
      return true;
    } catch (AttributionException e) {
      assertThat(e.code()).as(e.getMessage()).isIn(ABOUT_FILES);
      return false;
    }
  }

  /** Fails if a file can be read. */
  static void isRefused(byte[] bytes) {
    assertThat(readsOrIsRefused(bytes)).isFalse();
  }

  private static void readsOrIsRefused(SavedModelFile file, String signature) {
    LayerIndex layers;
    try {
      layers = LayerIndex.of(SignatureFlattener.flatten(file, signature));
    } catch (AttributionException e) {
      assertThat(e.code()).as(e.getMessage()).isIn(ABOUT_FILES);
      return;
    }
    Preflight preflight = Preflight.of(layers);
    for (LayerEntry layer : layers.layers()) {
      for (Port port : Port.values()) {
        layers
            .graph()
            .signature()
            .outputs()
            .forEach(output -> check(preflight, layer.address(), port, output.name()));
      }
    }
  }

  /** A damaged model may well have layers that cannot be explained. */
  private static void check(Preflight preflight, String layer, Port port, String output) {
    try {
      preflight.check(layer, port, output);
    } catch (AttributionException e) {
      assertThat(e.code()).isNotEqualTo(ErrorCode.INTERNAL);
    }
  }
}

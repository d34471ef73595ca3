package io.attributable.tensorflow.fuzz;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.graph.fingerprint.GraphFingerprint;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.preflight.Preflight;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.savedmodel.TensorSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is found out of a model without running TensorFlow. */
final class PlainReading {
  private static final long SLOW_NANOS = 20_000_000_000L;

  private PlainReading() {}

  /** What went wrong that must not; empty where the model was refused, null where it was read. */
  static @Nullable String fault(String name, byte[] bytes) {
    long start = System.nanoTime();
    try {
      read(name, bytes);
      return System.nanoTime() - start > SLOW_NANOS ? "took " + (System.nanoTime() - start) : null;
    } catch (AttributionException e) {
      return e.code() == ErrorCode.INTERNAL ? trace(e) : "";
    } catch (RuntimeException | Error e) {
      return trace(e);
    }
  }

  private static void read(String name, byte[] bytes) {
    SavedModelFile file = SavedModelFile.parse(name, bytes);
    AttributionException refused = null;
    boolean any = false;
    for (var signature : file.signatures()) {
      try {
        read(file, signature.name());
        any = true;
      } catch (AttributionException e) {
        if (e.code() == ErrorCode.INTERNAL) {
          throw e;
        }
        refused = e;
      }
    }
    if (!any && refused != null) {
      throw refused;
    }
  }

  private static void read(SavedModelFile file, String signature) {
    SignatureFlattener.flatten(file, signature, 1000);
    FlatGraph graph = SignatureFlattener.flatten(file, signature);
    LayerIndex layers = LayerIndex.of(graph);
    Preflight preflight = Preflight.of(layers);
    for (TensorSchema output : graph.signature().outputs()) {
      preflight.reportAll(List.of(Port.values()), output.name());
    }
    GraphFingerprint.of(graph);
  }

  static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString().lines().limit(14).reduce("", (all, line) -> all + line + "\n");
  }
}

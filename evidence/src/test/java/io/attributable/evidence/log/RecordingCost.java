package io.attributable.evidence.log;

import io.attributable.Target;
import io.attributable.evidence.CallerFields;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.Kept;
import io.attributable.evidence.RecordOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.index.Indices;

/** What records cost: the figures of docs/reliability.md. No test. */
final class RecordingCost {
  private static final int CALLS = 2_000;

  private RecordingCost() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = System.out;
    NdArray<?> image =
        Fixtures.array(Fixtures.root().resolve("digits/images.npy")).slice(Indices.range(0, 1));
    Path folder = Files.createTempDirectory("evidence");
    try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"))) {
      LayerAttribution request =
          LayerAttribution.on(model)
              .layers("conv2")
              .input("image", image)
              .target(Target.of(7))
              .withPrediction();
      out.printf("explained alone %.3f ms%n", millis(i -> request.attribute()));
      for (int sync : new int[] {0, 1}) {
        LogOptions options = LogOptions.defaults().syncEvery(sync);
        Path log = folder.resolve("sync" + sync);
        try (EvidenceLog open = EvidenceLog.open(log, options)) {
          ExplanationRecorder recorder =
              ExplanationRecorder.of(open).with(RecordOptions.defaults().inputs(Kept.VALUES));
          out.printf(
              "and recorded, sync every %d: %.3f ms%n",
              sync, millis(i -> recorder.attribute(request, CallerFields.none())));
        }
        long start = System.nanoTime();
        AuditReport report = LogAudit.of(log).run();
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = Files.size(Segments.file(log, 1));
        out.printf(
            "audit of %d records, %.1f MB: %.2f s, whole %s%n",
            report.records(), bytes / 1e6, seconds, report.isWhole());
      }
    }
  }

  private static double millis(IntConsumer call) {
    for (int i = 0; i < CALLS / 4; i++) {
      call.accept(i);
    }
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call.accept(i);
    }
    return (System.nanoTime() - start) / 1e6 / CALLS;
  }
}

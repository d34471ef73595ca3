package io.attributable.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.attributable.GradientXActivation;
import io.attributable.Reduction;
import io.attributable.cli.request.RequestsFile;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import io.attributable.server.internal.json.RequestBody;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Texts that say what is wanted: requests, bodies, cards. */
class TextFuzzTest {
  private static final SignatureDescription SIGNATURE = Signatures.mixed();

  /** Lines of a requests file; the files that they name are not there. */
  @FuzzTest(maxDuration = "45s")
  void requests(byte[] bytes) {
    Path file = Scratch.write(bytes);
    Refusals.allow(
        () ->
            RequestsFile.open(file, Optional.empty())
                .forEach(entry -> Refusals.allow(entry::request)));
  }

  @FuzzTest(maxDuration = "45s")
  void bodies(byte[] bytes) {
    Refusals.allow(
        () -> {
          RequestBody body = RequestBody.read(bytes);
          Refusals.allow(() -> body.examples(SIGNATURE));
          Refusals.allow(body::checkPredictKeys);
          Refusals.allow(
              () -> body.options(SIGNATURE, SignatureCard.EMPTY, new GradientXActivation()));
          Refusals.allow(
              () -> body.vertexOptions(SIGNATURE, SignatureCard.EMPTY, new GradientXActivation()));
          Refusals.allow(body::uploads);
          Refusals.allow(body::baselines);
        });
  }

  @FuzzTest(maxDuration = "45s")
  void cards(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Refusals.allow(() -> ModelCardReader.read("fuzzed", Scratch.folder(), text));
  }

  @FuzzTest(maxDuration = "45s")
  void reductions(@NotNull String text) {
    Refusals.allow(() -> Reduction.parse(text));
  }
}

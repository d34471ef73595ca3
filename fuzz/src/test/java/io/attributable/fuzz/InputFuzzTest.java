package io.attributable.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.attributable.TensorShape;
import io.attributable.inputs.InputReader;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.model.SignatureDescription;
import java.nio.file.Path;
import java.util.Map;

/** Pictures, sounds, tables and arrays. */
class InputFuzzTest {
  private static final ReadLimits SMALL = new ReadLimits(1 << 20, 1 << 16);

  private static final SignatureCard SOUND =
      ModelCardReader.read(
              "sound",
              Path.of(""),
              "{\"signatures\": {\"s\": {\"inputs\": {\"x\": {\"kind\": \"audio\", \"rate\":"
                  + " 8000}}}}}")
          .signature("s")
          .orElseThrow();

  @FuzzTest(maxDuration = "45s")
  void png(byte[] bytes) {
    read("a.png", bytes, Signatures.of("uint8", TensorShape.of(-1, 8, 8, 3)));
  }

  @FuzzTest(maxDuration = "45s")
  void jpeg(byte[] bytes) {
    read("a.jpg", bytes, Signatures.of("uint8", TensorShape.of(-1, 8, 8, 3)));
  }

  @FuzzTest(maxDuration = "45s")
  void wav(byte[] bytes) {
    read("a.wav", bytes, Signatures.of("float32", TensorShape.of(-1, 64)));
  }

  @FuzzTest(maxDuration = "45s")
  void csv(byte[] bytes) {
    read("a.csv", bytes, Signatures.of("float32", TensorShape.of(-1, 3)));
  }

  @FuzzTest(maxDuration = "45s")
  void json(byte[] bytes) {
    read("a.json", bytes, Signatures.of("float32", TensorShape.of(-1, 3)));
  }

  /** Sounds need a rate. */
  private static SignatureCard card(String name) {
    return name.endsWith(".wav") ? SOUND : SignatureCard.EMPTY;
  }

  private static void read(String name, byte[] bytes, SignatureDescription signature) {
    InputReader reader = new InputReader(signature, card(name), SMALL);
    Refusals.allow(
        () -> reader.read(Map.of("x", InputSource.Files.of(new Content.Bytes(name, bytes)))));
  }
}

package io.attributable.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyType;
import io.attributable.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

class TargetTextTest {
  private static final Map<String, Target> TARGETS =
      Map.of(
          "3", Target.of(3),
          "-1", Target.of(-1),
          "0,3,9", Target.perExample(0, 3, 9),
          "(3,1)", Target.of(3, 1),
          "(3,)", Target.of(3),
          "(-1,0)", Target.of(-1, 0),
          "(0,1),(1,1)", new Target.PerExample(List.of(List.of(0, 1), List.of(1, 1))),
          " ( 0, 1 ), ( 1, 1 ) ", new Target.PerExample(List.of(List.of(0, 1), List.of(1, 1))),
          "predicted", Target.predicted(),
          "none", Target.none());

  @Test
  void readsEveryForm() {
    TARGETS.forEach((text, target) -> assertThat(TargetText.read(text)).isEqualTo(target));
  }

  @Test
  void readsDifferencesAndMasks(@TempDir Path folder) throws IOException {
    assertThat(TargetText.read("difference:3,-1")).isEqualTo(Target.difference(3, -1));
    assertThat(TargetText.read("difference: (3,1), (7,1)"))
        .isEqualTo(Target.difference(new int[] {3, 1}, new int[] {7, 1}));
    Path file = folder.resolve("region.npy");
    FloatNdArray weights = StdArrays.ndCopyOf(new float[][] {{0, 1}, {2, 0}});
    NpyWriter.write(file, new NpyArray(NpyType.FLOAT32, weights));
    assertThat(TargetText.read("mask:" + file)).isEqualTo(Target.mask(weights));
    assertThat(TargetText.read("masks:" + file)).isEqualTo(Target.maskPerExample(weights));
    JsonNode json = new ObjectMapper().readTree("{\"mask\": \"region.npy\"}");
    assertThat(TargetJson.read(json, ClassNames.NONE, folder::resolve))
        .isEqualTo(Target.mask(weights))
        .isEqualTo(Target.read(Target.mask(weights).toJson()));
    assertThat(Target.read(Target.difference(3, 7).toJson())).isEqualTo(Target.difference(3, 7));
  }

  @Test
  void readsSlices() {
    assertThat(TargetText.read("0:2")).isEqualTo(Target.slice("0:2"));
    assertThat(TargetText.read("(3, 0:2, :)")).isEqualTo(Target.slice("3,0:2,:"));
    assertThat(TargetText.read("0:2,3")).isEqualTo(Target.slicePerExample("0:2", "3"));
    assertThat(TargetText.read("(0,:),(1,::2)")).isEqualTo(Target.slicePerExample("0,:", "1,::2"));
    assertThat(TargetText.read("(3:4,1)")).isEqualTo(Target.of(3, 1));
    assertThat(TargetSelection.read("(0,:),(1,2)").named())
        .containsExactly(Target.slice("0,:"), Target.of(1, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "3.0",
        "3,",
        ",3",
        "1,(2,3)",
        "(1,2),3",
        "()",
        "(1,2",
        "1 2,",
        "((1,2))",
        "99999999999",
        "difference:3",
        "difference:3,x",
        "difference:(3,1),7",
        "2147483648",
        "true",
        "1-2",
        "::0",
        "::-1",
        ":::",
        "Predicted"
      })
  void refusesOtherText(String text) {
    AttributionException refusal =
        catchThrowableOfType(AttributionException.class, () -> TargetText.read(text));
    assertThat(refusal.code()).isEqualTo(ErrorCode.TARGET_INVALID);
    assertThat(refusal).hasMessageContaining("\"" + text + "\"");
  }
}

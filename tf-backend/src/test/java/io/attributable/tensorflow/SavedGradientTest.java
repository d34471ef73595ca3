package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.LayerPort;
import io.attributable.Port;
import io.attributable.preflight.PreflightNote;
import io.attributable.testing.Fixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What preflights say about gradients that authors wrote with {@code tf.custom_gradient}. */
class SavedGradientTest {
  private static final LayerPort ENTER = new LayerPort("enter", Port.OUTPUT);

  @ParameterizedTest
  @CsvSource({
    "tfmodule_custom_gradients, clipped, false",
    "tfmodule_custom_gradients, chained, false",
    "tfmodule_custom_gradients_dropped, clipped, true",
    "tfmodule_custom_gradients_dropped, chained, true",
    "tfmodule_custom_gradients_dropped, in_function, true",
    "tfmodule_custom_gradients_dropped, in_loop, true",
  })
  void thoseLeftOutOfTheFileAreNoted(String name, String signature, boolean lost) {
    try (AttributableModel model = AttributableModel.load(Fixtures.model(name))) {
      List<PreflightNote> notes =
          LayerAttribution.on(model)
              .signature(signature)
              .layer(ENTER.layer(), ENTER.port())
              .output("y")
              .preflight()
              .layers()
              .get(0)
              .notes();
      assertThat(notes).hasSize(lost ? 1 : 0);
      notes.forEach(note -> assertThat(note.nodes()).allMatch(node -> node.contains("IdentityN")));
    }
  }
}

package io.attributable.graph.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is suggested in place of a directory that is not there. */
class NearbyModelsTest {
  @TempDir Path folder;

  @BeforeEach
  void makeModels() throws IOException {
    for (String model : new String[] {"models/digits", "models/resnet50/1", "digest"}) {
      Files.createFile(Files.createDirectories(folder.resolve(model)).resolve("saved_model.pb"));
    }
    Files.createDirectories(folder.resolve("models/digitz"));
  }

  @Test
  void misspeltNameIsFound() {
    assertThat(suggestion("models/digts")).isEqualTo(asked("models/digits"));
    assertThat(suggestion("model/digits")).isEqualTo(asked("models/digits"));
    assertThat(suggestion("models/resnet50/2")).isEqualTo(asked("models/resnet50/1"));
  }

  @Test
  void backslashesThatSeparateNothingAreSaid() {
    Path models = folder.resolve("models");
    assumeThat(File.separatorChar).isEqualTo('/');
    assertThat(NearbyModels.suggestion(Path.of(folder + "\\models\\digits")))
        .isEqualTo("Here \"/\" separates folders, not \"\\\": there is \"%s/digits\". ", models);
    assertThat(NearbyModels.suggestion(Path.of(folder + "/models\\digts")))
        .isEqualTo(
            "Here \"/\" separates folders, not \"\\\", and there is no \"%1$s/digts\" either."
                + " Did you mean \"%1$s/digits\"? ",
            models);
  }

  @Test
  void farAwayIsNotSuggested() {
    assertThat(suggestion("models/transformer_with_a_long_name")).isEmpty();
    assertThat(suggestion("elsewhere/altogether/x")).isEmpty();
    assertThat(NearbyModels.suggestion(Path.of("/"))).isEmpty();
  }

  @Test
  void folderItselfIsNoModelBelowIt() {
    assertThat(NearbyModels.below(folder.resolve("digest"), 1)).isEmpty();
    assertThat(NearbyModels.below(folder, 1)).containsExactly("digest");
    assertThat(NearbyModels.below(folder, 3))
        .containsExactly("digest", "models/digits", "models/resnet50/1");
    assertThat(NearbyModels.below(folder.resolve("nowhere"), 3)).isEmpty();
  }

  private String suggestion(String missing) {
    return NearbyModels.suggestion(folder.resolve(missing));
  }

  private String asked(String model) {
    return "Did you mean \"" + folder.resolve(model).toString().replace('\\', '/') + "\"? ";
  }
}

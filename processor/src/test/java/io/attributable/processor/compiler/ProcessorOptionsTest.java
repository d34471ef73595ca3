package io.attributable.processor.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorOptionsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  @Test
  void withoutOptionsThereAreNoFoldersAndProblemsAreErrors() {
    assertThat(ProcessorOptions.of(Map.of()))
        .isEqualTo(new ProcessorOptions(List.of(), Validation.ERROR));
  }

  @Test
  void foldersAreSeparatedAsInAClassPath() {
    String folders = " " + ROOT + File.pathSeparator + File.pathSeparator + ROOT.resolve("b");
    assertThat(ProcessorOptions.of(Map.of("attributable.models.dirs", folders)).modelsDirs())
        .containsExactly(ROOT, ROOT.resolve("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "../models", "\0"})
  void foldersMustBeAbsolute(String folders) {
    assertThatThrownBy(
            () ->
                ProcessorOptions.of(
                    Map.of("attributable.models.dirs", ROOT + File.pathSeparator + folders)))
        .hasMessage(
            "[BadOption] Option attributable.models.dirs is \"%s%s%s\". It must be absolute"
                + " folders, separated by \"%s\".",
            ROOT, File.pathSeparator, folders, File.pathSeparator);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "warn", "off"})
  void validationIsOneOfItsWords(String word) {
    assertThat(ProcessorOptions.of(Map.of("attributable.validation", word)).validation().word())
        .isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ERROR", "none"})
  void anotherWordIsRefused(String word) {
    assertThatThrownBy(() -> ProcessorOptions.of(Map.of("attributable.validation", word)))
        .hasMessage(
            "[BadOption] Option attributable.validation is \"%s\". It must be error, warn or off.",
            word);
  }
}

package io.attributable.processor.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorOptionsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath();

  @Test
  void withoutOptionsThereAreNoFoldersAndProblemsAreErrors() {
    assertThat(ProcessorOptions.of(Map.of()))
        .isEqualTo(
            new ProcessorOptions(
                List.of(), Validation.ERROR, LockMode.CHECK_IF_THERE, Optional.empty(), List.of()));
  }

  @Test
  void opsOfLibrariesAreNamedOneByOneOrAllAtOnce() {
    ProcessorOptions some =
        ProcessorOptions.of(Map.of("attributable.library.ops", "TFText>A, MyOp,"));
    assertThat(some.libraryOps()).containsExactly("TFText>A", "MyOp");
    assertThat(some.isLibraryOp("MyOp")).isTrue();
    assertThat(some.isLibraryOp("YourOp")).isFalse();
    assertThat(ProcessorOptions.of(Map.of("attributable.library.ops", "*")).isLibraryOp("Any"))
        .isTrue();
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

  @Test
  void locksAreWrittenCheckedOrNot() {
    assertThat(lock("write")).isEqualTo(LockMode.WRITE);
    assertThat(lock("check")).isEqualTo(LockMode.CHECK);
    assertThat(lock("off")).isEqualTo(LockMode.OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "WRITE", "check_if_there"})
  void otherWordsForLocksAreRefused(String word) {
    assertThatThrownBy(() -> lock(word))
        .hasMessage(
            "[BadOption] Option attributable.lock is \"%s\". It must be write, check or off.",
            word);
  }

  @Test
  void whatIsNotLookedUpCannotBeWritten() {
    assertThatThrownBy(
            () ->
                ProcessorOptions.of(
                    Map.of("attributable.lock", "write", "attributable.validation", "off")))
        .hasMessageContaining("It must be check or off while attributable.validation is off.");
  }

  @Test
  void theFolderOfTheLockMustBeAbsolute() {
    assertThat(ProcessorOptions.of(Map.of("attributable.lock.dir", ROOT.toString())).lockDir())
        .contains(ROOT);
    assertThatThrownBy(() -> ProcessorOptions.of(Map.of("attributable.lock.dir", "src")))
        .hasMessageContaining("attributable.lock.dir is \"src\". It must be an absolute folder.");
  }

  private static LockMode lock(String word) {
    return ProcessorOptions.of(Map.of("attributable.lock", word)).lock();
  }
}

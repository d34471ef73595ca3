package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
  private static final Path ERRORS = Path.of(System.getProperty("project.root"), "docs/errors.md");

  @Test
  void everyCodeHasASectionAndEverySectionACode() throws IOException {
    List<String> sections =
        Files.readAllLines(ERRORS).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4))
            .toList();
    List<String> codes = Arrays.stream(ErrorCode.values()).map(ErrorCode::id).toList();
    assertThat(sections).containsExactlyInAnyOrderElementsOf(codes).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void aMessageBeginsWithItsCodeAndIsOneLine(ErrorCode code) {
    Object[] arguments = new Object[9];
    Arrays.fill(arguments, "x");
    assertThat(code.message(arguments))
        .startsWith("[" + code.id() + "] ")
        .doesNotContain("\n", "%");
  }
}

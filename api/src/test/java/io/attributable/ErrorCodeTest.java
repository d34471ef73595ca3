package io.attributable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code stands in docs/errors.md, and everyone who uses one fills its message. */
class ErrorCodeTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)\n(.*?)(?=^## |\\z)", 0x20);

  @Test
  void idsAreTheNamesInCamelCase() {
    assertThat(ErrorCode.UNKNOWN_LAYER.id()).isEqualTo("UnknownLayer");
    assertThat(ErrorCode.NOT_A_SAVED_MODEL.id()).isEqualTo("NotASavedModel");
    assertThat(ErrorCode.INTERNAL.id()).isEqualTo("Internal");
  }

  @Test
  void idsAreUniqueAlsoAsAnchors() {
    assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.id().toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  @Test
  void messagesBeginWithTheCodeAndHoldTheArguments() {
    assertThat(ErrorCode.INPUT_DTYPE.message("image", "float32", "float64"))
        .isEqualTo("[InputDtype] Input \"image\" must be float32, but is float64.");
  }

  @Test
  void everyCodeHasItsSectionAndNoSectionIsLeftOver() throws IOException {
    assertThat(sections().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::id).collect(Collectors.toList()));
  }

  @ParameterizedTest
  @EnumSource
  void theSectionShowsTheMessageAsItReads(ErrorCode code) throws IOException {
    assertThat(sections().get(code.id())).containsPattern("(?m)^    " + pattern(code) + "$");
  }

  @ParameterizedTest
  @EnumSource
  void theTableOfContentsLinksToTheSection(ErrorCode code) throws IOException {
    String anchor = code.id().toLowerCase(Locale.ROOT);
    assertThat(page()).contains("[" + code.id() + "](#" + anchor + ")");
  }

  @Test
  void messagesAreGivenAsManyArgumentsAsTheyShow() throws IOException {
    Map<String, Integer> wrong = new HashMap<>();
    int uses = 0;
    for (Path source : sources()) {
      for (ErrorCodeUse use : ErrorCodeUse.in(Files.readString(source))) {
        uses++;
        if (use.arguments() != holes(ErrorCode.valueOf(use.code()))) {
          wrong.put(source.getFileName() + " " + use.code(), use.arguments());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(uses).isGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(names = "JAVA", mode = EnumSource.Mode.EXCLUDE)
  void onlyMessagesForJavaSpeakJava(Wording wording) throws IOException {
    String calls = publicTypes().collect(Collectors.joining("|", "\\b(", ")\\.[a-zA-Z]"));
    assertThat(ErrorCode.values())
        .allSatisfy(
            code ->
                assertThat(code.message(wording, "", "", "", "", "", "", "", "", "", ""))
                    .doesNotContainPattern(calls)
                    .doesNotContain("{"));
    assertThat(ErrorCode.TARGET_REQUIRED.message("", "")).containsPattern(calls);
  }

  /** Simple names of what users call. */
  private static Stream<String> publicTypes() throws IOException {
    Path sources = Path.of("src/main/java/io/attributable");
    List<String> types = new ArrayList<>();
    for (Path folder :
        List.of(
            ROOT.resolve("api").resolve(sources),
            ROOT.resolve("tf-backend").resolve(sources).resolve("tensorflow"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(file -> file.getFileName().toString())
            .filter(file -> file.endsWith(".java") && !file.contains("-"))
            .map(file -> file.substring(0, file.length() - ".java".length()))
            .forEach(types::add);
      }
    }
    return types.stream();
  }

  private static Map<String, String> sections() throws IOException {
    Map<String, String> sections = new HashMap<>();
    Matcher matcher = SECTION.matcher(page());
    while (matcher.find()) {
      assertThat(sections.put(matcher.group(1), matcher.group(2))).isNull();
    }
    return sections;
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/errors.md"));
  }

  /** The message with something in each hole. */
  private static String pattern(ErrorCode code) {
    Object[] holes = Stream.generate(() -> "\0").limit(holes(code)).toArray();
    return Arrays.stream(code.message(holes).split("\0", -1))
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
  }

  private static int holes(ErrorCode code) {
    Object[] more = Stream.generate(() -> "\0").limit(20).toArray();
    return (int) code.message(more).chars().filter(letter -> letter == 0).count();
  }

  private static Iterable<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/"))
          .collect(Collectors.toList());
    }
  }
}

package io.attributable.graph.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lock files as text. */
class LockFileTest {
  private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);

  private static final String WRITING = LockTool.PROCESSOR.writing();

  @TempDir private Path folder;

  @Test
  void sectionsAreSortedAndTheOthersStay() throws IOException {
    write(section("demo.B", "signature \"b\""));
    write(section("demo.A", "signature \"a\""));
    write(section("demo.B", "signature \"c\""));
    assertThat(Files.readString(file()))
        .isEqualTo(
            """
            # What the models of these interfaces have to be. Review changes of this file like code.
            # Made by compiling with -Aattributable.lock=write, mvn attributable:lock or attributable lock.
            attributable.lock 1

            [demo.A]
            signature "a"

            [demo.B]
            signature "c"
            """);
  }

  @Test
  void whatStaysAsItIsIsNotWritten() throws IOException {
    write(section("demo.A", "signature \"a\""));
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(file(), longAgo);
    write(section("demo.A", "signature \"a\""));
    assertThat(Files.getLastModifiedTime(file())).isEqualTo(longAgo);
    assertThat(folder).isDirectoryContaining(there -> there.equals(file()));
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).hasSize(1);
    }
  }

  @Test
  void lineEndsOfOtherSystemsAreRead() throws IOException {
    Files.writeString(file(), "attributable.lock 1\r\n\r\n[demo.A]\r\ngraph " + HASH + "\r\n");
    LockSection section = LockFile.read(file(), WRITING).section("demo.A").orElseThrow();
    assertThat(section.lines()).containsExactly(new LockLine("graph", "graph " + HASH, 4));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void linesAreReadByWhatTheyAreAbout(String line, String key) {
    assertThat(LockLine.parse(line, 7)).contains(new LockLine(key, line, 7));
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("model \"a \\\"b\\\" \\\\\"", "model"),
        Arguments.of("input \"image\" float32 [?,8,8,1]", "input \"image\""),
        Arguments.of("output \"y\" string unknown", "output \"y\""),
        Arguments.of("layer \"a\" input 3:0 float32 []", "layer \"a\" input"),
        Arguments.of("layer \"a\" output unchecked", "layer \"a\" output"),
        Arguments.of("op Conv2D 3", "op Conv2D"),
        Arguments.of("model \"" + "x".repeat(100_000) + "\"", "model"));
  }

  @Test
  void namesStayOnOneLine() {
    String name = "a\nb\"c\\d\u2028\u202e größe";
    String quoted = LockLine.quoted(name);
    assertThat(quoted).isEqualTo("\"a\\u000ab\\\"c\\\\d\\u2028\\u202e größe\"");
    assertThat(LockLine.parse("model " + quoted, 1)).isPresent();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysInWhichLineItIsBroken(String text, int line, String reason) throws IOException {
    Files.writeString(file(), text);
    assertThatThrownBy(() -> LockFile.read(file(), WRITING))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CORRUPT_LOCK))
        .hasMessageStartingWith(
            "[CorruptLock] Line %s of \"%s\" cannot be read: %s.", line, file(), reason);
  }

  static Stream<Arguments> broken() {
    String head = "attributable.lock 1\n";
    String begin = "the file does not begin with \"attributable.lock 1\"";
    return Stream.of(
        Arguments.of("", 1, begin),
        Arguments.of("# nothing\n", 2, begin),
        Arguments.of("attributable.lock 2\n", 1, begin),
        Arguments.of("# c\n\n[demo.A]\n", 3, begin),
        Arguments.of(head + "op Relu 1\n", 2, "it stands in front of the first section"),
        Arguments.of(head + "[demo.A]\n[demo.A]\n", 3, "section [demo.A] is there twice"),
        Arguments.of(
            head + "[demo.A]\nop Relu 1\nop Relu 1\n", 4, "section [demo.A] says it twice"),
        Arguments.of(
            head + "[demo.A]\n<<<<<<< HEAD\n", 3, "\"<<<<<<< HEAD\" is nothing a lock file says"),
        Arguments.of(
            head + "[demo.A]\ngraph sha256:12\n",
            3,
            "\"graph sha256:12\" is nothing a lock file says"),
        Arguments.of(
            head + "[demo.A]\n\noutput \"y float32 []\n",
            4,
            "\"output \"y float32 []\" is nothing a lock file says"));
  }

  @Test
  void differencesKeepTogetherWhatIsAboutTheSame() {
    LockSection lock =
        section("demo.A", "signature \"a\"", "op Elu 1", "layer \"x\" input 1:0 float32 [?,3]");
    LockSection model =
        section("demo.A", "signature \"a\"", "layer \"x\" input 1:0 float32 [?,4]", "op Relu 1");
    assertThat(new LockDifference(lock, model).lines())
        .containsExactly(
            "- op Elu 1 (line 0)",
            "- layer \"x\" input 1:0 float32 [?,3] (line 0)",
            "+ layer \"x\" input 1:0 float32 [?,4]",
            "+ op Relu 1");
    assertThat(new LockDifference(lock, lock).lines()).isEmpty();
  }

  private static LockSection section(String type, String... lines) {
    return new LockSection(type, Stream.of(lines).map(LockLine::of).toList());
  }

  private void write(LockSection section) {
    LockFile.read(file(), WRITING).write(section);
    assertThat(LockFile.read(file(), WRITING).section(section.type()).map(LockSection::texts))
        .contains(List.copyOf(section.texts()));
  }

  private Path file() {
    return folder.resolve("attributable.lock");
  }
}

package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Wording;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.reply.RunFolder;
import io.attributable.cli.request.Request;
import io.attributable.cli.request.RequestsFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests of a file, answered without a model: layers say what shall happen. */
class BatchRunnerTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private boolean resumed;

  @Test
  void noRequestStopsAnother() throws IOException {
    int failed =
        run(
            "{\"id\": \"first\", \"layers\": [\"well\"]}",
            "{\"id\": \"unknown\", \"layers\": [\"unknown\"]}",
            "{\"id\": \"crash\", \"layers\": [\"crash\"]}",
            "{\"id\": \"memory\", \"layers\": [\"memory\"]}",
            "{\"id\": \"deep\", \"layers\": [\"deep\"]}",
            "half a requ",
            "{\"id\": \"last\", \"layers\": [\"well\"]}");
    assertThat(failed).isEqualTo(5);
    assertThat(reply("first")).contains("\"layers\"").doesNotContain("error");
    assertThat(reply("last")).contains("\"layers\"").doesNotContain("error");
    assertThat(reply("unknown")).contains("\"UnknownLayer\"");
    assertThat(reply("crash")).contains("\"Internal\"", "a bug");
    assertThat(reply("memory")).contains("\"OutOfMemory\"", "Java heap space");
    assertThat(reply("deep")).contains("\"Internal\"", "StackOverflowError");
    assertThat(reply("line-6")).contains("\"BadRequest\"");
    assertThat(out.toString().strip()).isEqualTo("2 explained, 5 failed, in " + replies());
    assertThat(err.toString().lines().toList())
        .hasSize(5)
        .contains(
            "unknown (line 2): [UnknownLayer] No layer \"x\" in signature \"s\" of \"m\" (1).")
        .allMatch(line -> !line.startsWith("\tat"));
  }

  @Test
  void aFolderThatCannotBeWrittenFailsItsRequestOnly() throws IOException {
    Files.createDirectories(replies());
    Files.writeString(replies().resolve("taken"), "a file");
    int failed =
        run(
            "{\"id\": \"taken\", \"layers\": [\"well\"]}",
            "{\"id\": \"free\", \"layers\": [\"well\"]}");
    assertThat(failed).isEqualTo(1);
    assertThat(err.toString()).startsWith("taken (line 1): [UnwritableFile]");
    assertThat(reply("free")).contains("layers");
  }

  @Test
  void repliesOfAnEarlierRunAreGoneBeforeTheFirstRequest() throws IOException {
    Path stale = Files.createDirectories(replies().resolve("last")).resolve("attribution.json");
    Files.writeString(stale, "{}");
    run(
        "{\"id\": \"first\", \"layers\": [\"look\"]}",
        "{\"id\": \"last\", \"layers\": [\"well\"]}");
    assertThat(reply("first")).contains("stale: false");
  }

  @Test
  void aFileWithoutRequestsIsAnsweredToo() throws IOException {
    assertThat(run("", " ")).isZero();
    assertThat(out.toString()).startsWith("0 explained, 0 failed");
  }

  private int run(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("requests.jsonl"), List.of(lines));
    Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
    try (RunFolder held = RunFolder.take(replies())) {
      return new BatchRunner(RequestsFile.open(file, Optional.empty()), held, resumed, console)
          .run(new RequestHandler(this::explain, Wording.REQUEST));
    }
  }

  @Test
  void whatWasExplainedIsKeptWhereARunIsResumed() throws IOException {
    String[] lines = {
      "{\"id\": \"first\", \"layers\": [\"well\"]}", "{\"id\": \"crash\", \"layers\": [\"crash\"]}"
    };
    run(lines);
    Path first = replies().resolve("first/attribution.json");
    FileTime before = Files.getLastModifiedTime(first);
    Files.writeString(replies().resolve("crash/.attributable-1.part"), "cut short");
    resumed = true;
    assertThat(run(lines)).isOne();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    assertThat(reply("crash")).contains("a bug");
    assertThat(replies().resolve("crash/.attributable-1.part")).doesNotExist();
    assertThat(out.toString()).contains("1 explained (1 of them before), 1 failed");
  }

  @Test
  void runsOfOtherKindsAreNotResumed() throws IOException {
    try (RunFolder held = RunFolder.take(replies())) {
      held.resume("explain 1");
      held.resume("explain 1");
      assertThatThrownBy(() -> held.resume("explain 2"))
          .isInstanceOf(AttributionException.class)
          .hasMessageStartingWith("[ResumeMismatch] The run in \"" + replies());
      held.begin("explain 2");
      held.resume("explain 2");
    }
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    try (RunFolder held = RunFolder.take(replies())) {
      assertThat(held.path()).isEqualTo(replies());
      assertThatThrownBy(() -> RunFolder.take(replies()))
          .isInstanceOf(AttributionException.class)
          .hasMessage(
              "[FolderInUse] Another run is writing to \"%s\". Wait until it is over, or give"
                  + " another folder (--out).",
              replies());
    }
    RunFolder.take(replies()).close();
  }

  private Reply explain(String id, Request request) {
    return switch (request.layers().get(0)) {
      case "well" ->
          new Reply.Explained(id, new Attributions(List.of()), List.of(), Wording.REQUEST);
      case "unknown" ->
          throw new AttributionException(ErrorCode.UNKNOWN_LAYER, "x", "s", "m", 1, "");
      case "memory" -> throw new OutOfMemoryError("Java heap space");
      case "deep" -> throw new StackOverflowError();
      case "look" ->
          throw new IllegalStateException(
              "stale: " + Files.exists(replies().resolve("last/attribution.json")));
      default -> throw new IllegalStateException("a bug");
    };
  }

  private Path replies() {
    return folder.resolve("replies");
  }

  private String reply(String name) throws IOException {
    return Files.readString(replies().resolve(name).resolve("attribution.json"));
  }
}

package io.attributable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load test runs, every request is answered, and its table gets into a page. */
class ServerLoadTest {
  @TempDir Path folder;

  @Test
  void everyRequestIsAnswered() throws InterruptedException {
    List<String> rows = ServerLoad.measure(Fixtures.model("digits"), 1);
    assertThat(rows).hasSize(2 + 8 + 1);
    assertThat(rows.subList(2, 10)).allMatch(row -> row.endsWith("| 0 |"));
    assertThat(rows.get(10)).doesNotContain(" × 0 ");
  }

  @Test
  void theTableIsReplaced() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(
        page, "a\n<!-- load: written by benchmarks' ServerLoad -->\nold\n<!-- /load -->\nb\n");
    ServerLoad.write(page, 1.5, List.of("new"));
    assertThat(Files.readString(page))
        .contains("load average was 1.5 before:", "new\n<!-- /load -->\nb")
        .doesNotContain("old");
  }

  @Test
  void percentilesAreThoseOfSuccesses() {
    LoadResult result =
        new LoadResult(
            List.of(
                new LoadResult.Answer(200, 1_000_000),
                new LoadResult.Answer(200, 3_000_000),
                new LoadResult.Answer(429, 9_000_000)),
            1_000_000_000);
    assertThat(result.row("x", 2)).isEqualTo("| x | 2 | 3 | 2.0 | 1.0 | 3.0 | 3.0 | 1 × 429 |");
  }
}

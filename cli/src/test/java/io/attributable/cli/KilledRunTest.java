package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed at any moment leaves whole replies, and is resumed to the same files. More
 * often: {@code -Dsoak.kills=40}.
 */
class KilledRunTest {
  private static final int REQUESTS = 150;
  private static final int KILLS = Integer.getInteger("soak.kills", 3);

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void endsWithTheSameFiles() throws Exception {
    repeat(KILLS);
  }

  @Test
  void doesNotMixWithAnotherRun() throws Exception {
    Path out = folder.resolve("shared");
    Process first = run(out, "false");
    while (!Files.exists(out.resolve("r0/attribution.json"))) {
      Thread.sleep(1);
    }
    Process second = run(out, "false");
    String said = new String(second.getInputStream().readAllBytes());
    first.destroyForcibly().waitFor();
    assertThat(said).startsWith("[FolderInUse] Another run is writing to");
  }

  private void repeat(int kills) throws Exception {
    Path whole = folder.resolve("whole");
    long began = System.nanoTime();
    assertThat(run(whole, "false").waitFor()).isZero();
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Path out = folder.resolve("killed");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < kills; i++) {
      Process process = run(out, Boolean.toString(i > 0));
      Thread.sleep(took / 4 + random.nextInt(Math.max(1, (int) took / 2)));
      process.destroyForcibly().waitFor();
      assertWhole(out);
    }
    assertThat(run(out, "true").waitFor()).isZero();
    assertThat(content(out)).as("seed " + seed).isEqualTo(content(whole));
  }

  private Process run(Path out, String resumed) throws IOException {
    Path requests = folder.resolve("requests.jsonl");
    if (!Files.exists(requests)) {
      Files.write(
          requests,
          IntStream.range(0, REQUESTS)
              .mapToObj("{\"id\": \"r%d\", \"layers\": [\"a\", \"b\"]}"::formatted)
              .toList());
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            requests.toString(),
            out.toString(),
            resumed);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** What has its final name is whole, and a document has all its arrays. */
  private static void assertWhole(Path out) throws IOException {
    for (String name : content(out).keySet()) {
      Path file = out.resolve(name);
      if (name.endsWith(".npy")) {
        assertThat(NpyReader.read(file).values().size()).isEqualTo(20_000);
      } else if (name.endsWith(".json")) {
        JsonNode document = new ObjectMapper().readTree(file.toFile());
        assertThat(document.findValuesAsText("file"))
            .hasSize(6)
            .allSatisfy(array -> assertThat(file.resolveSibling(array)).exists());
      } else {
        assertThat(name).matches(".*\\.attributable-(run|[0-9a-f-]+\\.part)");
      }
    }
  }

  private static Map<String, ByteBuffer> content(Path out) throws IOException {
    Map<String, ByteBuffer> content = new TreeMap<>();
    if (!Files.exists(out)) {
      return content; // It was killed before it began.
    }
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(out.relativize(file).toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
      }
    }
    return content;
  }
}

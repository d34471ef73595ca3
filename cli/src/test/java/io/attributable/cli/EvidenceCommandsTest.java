package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceCommandsTest {
  private static final Path MODEL = Fixtures.model("digits");
  private static final Path IMAGES = Fixtures.root().resolve("digits/images.npy");
  private static final Pattern HEAD = Pattern.compile("entry (\\d+), (sha256:[0-9a-f]{64})");

  @TempDir private Path folder;

  private CommandRun explain(Object... more) {
    Object[] words = {
      "explain",
      MODEL,
      "--layer",
      "conv2",
      "--input",
      "image=" + IMAGES,
      "--target",
      "7",
      "--out",
      folder.resolve("out"),
      "--evidence",
      folder.resolve("log"),
    };
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  private CommandRun audit(Object... more) {
    Object[] all = new Object[2 + more.length];
    all[0] = "audit";
    all[1] = folder.resolve("log");
    System.arraycopy(more, 0, all, 2, more.length);
    return CommandRun.of(all);
  }

  @Test
  void explanationsAreRecordedAuditedAndRedacted() throws IOException {
    CommandRun first = explain("--evidence-field", "decision=4711");
    assertThat(first.err()).isEmpty();
    Matcher head = HEAD.matcher(first.out());
    assertThat(head.find()).isTrue();
    assertThat(explain("--evidence-inputs", "values").status()).isZero();
    CommandRun whole = audit("--expect-head", head.group(2));
    assertThat(whole.out()).contains("Whole: 4 entries, 2 records", "2 entries after the expected");
    assertThat(whole.status()).isZero();
    CommandRun redacted =
        CommandRun.of(
            "redact",
            folder.resolve("log") + "#1",
            "--part",
            "example/1",
            "--reason",
            "erasure 17");
    assertThat(redacted.out()).contains("parts of");
    assertThat(audit("--json").out()).contains("\"whole\" : true", "\"redacted\" : 3");
    Path file = folder.resolve("log/000001.jsonl");
    Files.writeString(file, Files.readString(file).replace("field/decision", "field/decisiom"));
    CommandRun changed = audit();
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.out()).contains("000001.jsonl:2: changed: Entry 1");
  }

  @Test
  void aLogThatIsCutIsFoundByItsHead() throws IOException {
    assertThat(explain().status()).isZero();
    Matcher head = HEAD.matcher(audit().out());
    assertThat(head.find()).isTrue();
    Path file = folder.resolve("log/000001.jsonl");
    Files.writeString(file, Files.readAllLines(file).get(0) + "\n");
    assertThat(audit().status()).isZero();
    CommandRun cut = audit("--expect-head", head.group(2));
    assertThat(cut.status()).isEqualTo(1);
    assertThat(cut.out()).contains("head-missing: Entry sha256:");
    CommandRun shortened = audit("--expect-head", head.group(2).substring(7));
    assertThat(shortened.err()).contains("[Usage] --expect-head must be sha256: and 64 digits");
    assertThat(shortened.status()).isEqualTo(2);
  }

  private CommandRun replay(String model, Object... more) {
    Object[] all = new Object[4 + more.length];
    all[0] = "replay";
    all[1] = folder.resolve("log");
    all[2] = "--model";
    all[3] = Fixtures.model(model);
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandRun.of(all);
  }

  @Test
  void recordsAreReplayed() throws IOException {
    assertThat(explain("--evidence-inputs", "values").status()).isZero();
    CommandRun same = replay("digits");
    assertThat(same.err()).isEmpty();
    assertThat(same.out()).contains("exact, 24 of 24 parts equal");
    assertThat(same.status()).isZero();
    Path line = folder.resolve("record.json");
    Files.writeString(line, Files.readAllLines(folder.resolve("log/000001.jsonl")).get(1));
    CommandRun ofFile = CommandRun.of("replay", line, "--model", MODEL);
    assertThat(ofFile.out()).contains("exact, 24 of 24 parts equal");
    Files.writeString(line, Files.readString(line).replace("\"global\"", "\"globel\""));
    assertThat(CommandRun.of("replay", line, "--model", MODEL).err()).contains("globel");
    Files.writeString(line, Files.readString(line).replace("\"float32\"", "\"float33\""));
    assertThat(CommandRun.of("replay", line, "--model", MODEL).err())
        .contains("[EvidenceInput]", "of the record has another hash");
    Files.writeString(line, "{}");
    assertThat(CommandRun.of("replay", line, "--model", MODEL).err()).contains("[EvidenceRecord]");
    CommandRun other = replay("k3_cnn");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.out()).contains("model.graph was sha256:", "model.weights was sha256:");
    assertThat(other.err()).contains("[UnknownLayer]");
    assertThat(explain().status()).isZero();
    CommandRun some = replay("digits");
    assertThat(some.err()).contains("#3: [EvidenceRecord]", "Give it, where only its hash");
    assertThat(some.out()).contains("#1 ", "exact, 24 of 24 parts equal");
    assertThat(some.status()).isEqualTo(3);
    assertThat(replay("digits", "--input", "image=" + IMAGES, "--json").out())
        .contains("\"verdict\":\"exact\"");
    Path others = Fixtures.golden().resolve("digits/four.image.npy");
    assertThat(replay("digits", "--input", "image=" + others).err())
        .contains("[EvidenceInput]", "it is float32[4,8,8,1], but was float32[12,8,8,1]");
    assertThat(CommandRun.of("replay", folder.resolve("log") + "#9", "--model", MODEL).err())
        .contains("[EvidenceRecord] Record #9", "no such record");
  }

  /** Options that change numbers, of one record after those of another. */
  @Test
  void eachRecordIsReplayedWithItsOwnOptions() {
    assertThat(explain("--evidence-inputs", "values").status()).isZero();
    assertThat(explain("--evidence-inputs", "values", "--intra-op", "1").status()).isZero();
    CommandRun both = replay("digits");
    assertThat(both.out()).contains("#1 ", "#3 ").doesNotContain("run.options");
    assertThat(both.status()).isZero();
  }

  private CommandRun drift(Object... more) {
    Object[] all = new Object[2 + more.length];
    all[0] = "drift";
    all[1] = folder.resolve("log");
    System.arraycopy(more, 0, all, 2, more.length);
    return CommandRun.of(all);
  }

  @Test
  void driftIsTold() throws InterruptedException {
    Instant start = Instant.now();
    assertThat(explain().status()).isZero();
    Thread.sleep(5);
    Instant middle = Instant.now();
    assertThat(explain().status()).isZero();
    String reference = start.minusSeconds(1) + ".." + middle;
    CommandRun same = drift("--reference", reference, "--window", "PT1H");
    assertThat(same.err()).isEmpty();
    assertThat(same.out())
        .contains("Layer conv2, 12 explanations in the reference, 0 left out", "1.0000");
    assertThat(same.status()).isZero();
    assertThat(explain("--method", "saliency").status()).isZero();
    CommandRun strict = drift("--reference", reference, "--threshold", "1", "--json");
    assertThat(strict.out()).contains("\"alarm\" : true", "\"ndcg\" : 0.");
    assertThat(strict.status()).isEqualTo(1);
    assertThat(drift("--reference", "2020-01-01..2020-02-01").err())
        .contains("[EvidenceRecord] Record of the reference 2020-01-01T00:00:00Z..");
    assertThat(drift("--reference", "2020-02-01..2020-01-01").err()).contains("not after");
    assertThat(drift("--reference", "2020").err()).contains("must be FROM..TO");
    assertThat(drift("--reference", "a..b").err()).contains("[Usage] --reference", "is \"a..b\"");
    assertThat(drift("--reference", reference, "--window", "7d").err())
        .contains("[Usage] --window must be such as P7D or PT12H, but is \"7d\"");
    for (String never : List.of("NaN", "95", "-1")) {
      assertThat(drift("--reference", reference, "--threshold", never).err())
          .contains("[Usage] a threshold of NDCG is from 0 to 1");
    }
    CommandRun nothing = drift("--reference", start.minusSeconds(1) + ".." + start.plusSeconds(99));
    assertThat(nothing.err()).contains("[EvidenceRecord]", "none to compare with the 36");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(drift("--reference", reference, "--window", "P0D").err()).contains("no length");
  }

  @Test
  void whatCannotBeUsedIsRefused() {
    assertThat(audit().err()).contains("[EvidenceLog]", "there is no log");
    assertThat(explain("--evidence-key", folder.resolve("none.pem")).err())
        .contains("[EvidenceKey]", "it does not exist");
    assertThat(explain("--evidence-inputs", "all").err()).contains("[Usage]", "values, hash or");
    assertThat(explain("--evidence-inputs", "imgae=values").err())
        .contains("[Usage]", "names \"imgae\", but inputs are image. See");
    assertThat(explain("--evidence-field", "x").err()).contains("[Usage]", "NAME=VALUE");
    assertThat(explain("--evidence-field", "id=4711").err()).contains("[Usage]", "request's id");
    assertThat(explain("--evidence-field", "a=1", "--evidence-field", "a=2").err())
        .contains("[Usage]", "\"a\" twice");
    assertThat(folder.resolve("log")).doesNotExist();
    assertThat(CommandRun.of("redact", folder, "--part", "x", "--reason", "y").err())
        .contains("is not LOG#N");
    Path typo = folder.resolve("lgo");
    assertThat(CommandRun.of("redact", typo + "#1", "--part", "x", "--reason", "y").err())
        .contains("[EvidenceLog]", "there is no log");
    assertThat(typo).doesNotExist();
    assertThat(
            CommandRun.of(
                    "explain",
                    MODEL,
                    "--layer",
                    "conv2",
                    "--input",
                    "image=" + IMAGES,
                    "--target",
                    "7",
                    "--out",
                    folder.resolve("o"),
                    "--evidence-attributions",
                    "hash")
                .err())
        .contains("no log is named");
  }
}

package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables and series on the command line and in requests. */
class TableInputsTest extends InputCommands {
  @Test
  void tablesOfStepsAreSeries() throws IOException {
    Files.writeString(
        card,
        """
        {"signatures": {"serving_default": {"inputs": {"x": {"kind": "series",
          "channels": ["temp", "load", "wind"], "unit": "h"}}}}}
        """);
    Files.writeString(folder.resolve("a.csv"), "load,temp,wind\n1,2,3\n4,5,6\n");
    Files.writeString(folder.resolve("b.csv"), "temp,load,wind\n-1,0,1\n2,2,2\n");
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "csv", "layers": ["each"], "target": 0, "inputs": {"x": ["a.csv", "b.csv"]}}
            {"id": "json", "layers": ["each"], "target": 0,
             "inputs": {"x": [[[2, 1, 3], [5, 4, 6]], [[-1, 0, 1], [2, 2, 2]]]}}
            """
                .replace("0,\n", "0,"));
    Path out = folder.resolve("out");
    CommandRun run = explain(SERIES, out, "--card", card, "--requests", requests);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertSame(out.resolve("csv"), out.resolve("json"));
    CommandRun two =
        CommandRun.of(
            "bench",
            SERIES,
            "--layer=each",
            "--runs=1",
            "--card",
            card,
            "--input",
            "x=" + folder.resolve("a.csv"),
            "--input",
            "x=" + folder.resolve("b.csv"));
    assertThat(two.out()).contains("Input \"x\" [2,2,3]");
  }

  @Test
  void rowsOfTablesAndNumbersOfRequestsAreArrays() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b,c\n0,1,2\n3,4,5\n");
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "csv", "layers": ["linear1"], "target": 0, "inputs": {"x": "rows.csv#2"}}
            {"id": "json", "layers": ["linear1"], "target": 0, "inputs": {"x": [[3, 4, 5.0]]}}
            {"id": "uneven", "layers": ["linear1"], "target": 0, "inputs": {"x": [[3, 4], 5]}}
            """);
    Path out = folder.resolve("out");
    CommandRun run = explain(LINEAR, out, "--requests", requests);
    assertThat(run.out()).contains("2 explained, 1 failed");
    assertSame(out.resolve("csv"), out.resolve("json"));
    assertThat(reply(out.resolve("csv")).at("/notes/0/kind").textValue()).isEqualTo("input");
    assertThat(reply(out.resolve("csv")).at("/notes/0/text").textValue())
        .contains("in the file's order");
    assertThat(reply(out.resolve("uneven")).at("/error/message").textValue())
        .contains("its lists are not equally long");
  }

  @Test
  void verifyAndBenchTellWhatWasAssumedOfInputs() throws IOException {
    Files.writeString(folder.resolve("rows.csv"), "a,b,c\n0,1,2\n");
    String note = "Input \"x\" got the columns of";
    String input = "x=" + folder.resolve("rows.csv");
    List<Object> verify =
        List.of("verify", LINEAR, "--layer", "linear1", "--target", "0", "--input", input);
    assertThat(CommandRun.of(verify.toArray()).out()).contains("Note: " + note);
    List<Object> json = new ArrayList<>(verify);
    json.add("--json");
    assertThat(JSON.readTree(CommandRun.of(json.toArray()).out()).at("/notes/0/text").textValue())
        .startsWith(note);
    List<Object> bench = List.of("bench", LINEAR, "--layer=linear1", "--runs=1", "--input", input);
    assertThat(CommandRun.of(bench.toArray()).out()).contains("Note: " + note);
    json = new ArrayList<>(bench);
    json.add("--json");
    JsonNode notes = JSON.readTree(CommandRun.of(json.toArray()).out()).path("notes");
    assertThat(notes.at("/0/kind").textValue()).isEqualTo("input");
    assertThat(notes.at("/0/text").textValue()).startsWith(note);
  }

  @Test
  void arraysStandOnTheCommandLineAsInRequests() throws IOException {
    Path requests =
        Files.writeString(
            folder.resolve("requests.jsonl"),
            """
            {"id": "list", "layers": ["linear1"], "target": 0, "inputs": {"x": [[3, 4, 5]]}}
            {"id": "object", "layers": ["linear1"], "target": 0, "inputs": {"*": {"x": [[3, 4, 5]]}}}
            """);
    Path out = folder.resolve("out");
    assertThat(explain(LINEAR, out, "--requests", requests).err()).isEmpty();
    assertSame(out.resolve("list"), out.resolve("object"));
    for (String input : new String[] {"x=[[3, 4, 5.0]]", "*={\"x\": [[3, 4, 5]]}"}) {
      Path single = folder.resolve("single");
      CommandRun run = explain(LINEAR, single, "--layer=linear1", "--target=0", "--input", input);
      assertThat(run.status()).as(run.err()).isZero();
      assertSame(out.resolve("list"), single);
    }
    assertThat(
            explain(LINEAR, folder, "--layer=linear1", "--target=0", "--input", "x=[[1, 2").err())
        .contains("it is not JSON: Unexpected end-of-input: expected close marker for Array")
        .doesNotContain("REDACTED");
  }
}

package io.attributable.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Reduction;
import io.attributable.Smoothing;
import io.attributable.Stdev;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsFileTest {
  @TempDir Path folder;

  @Test
  void readsEveryKey() throws IOException {
    Request request =
        only(
            """
            {"id": "a", "signature": "s", "layers": ["x", "y"], "port": "input", "mode": "local", \
            "output": "o", "target": 3, "unused": "zeros", "weights": [1, 0.5], \
            "inputs": {"i": "in/i.npy", "j": "/j.npy"}, "reduce": "sum=-1,top=2", "prediction": true}
            """);
    assertThat(request)
        .isEqualTo(
            new Request(
                Optional.of("s"),
                List.of("x", "y"),
                Port.INPUT,
                new GradientXActivation(Mode.LOCAL),
                Optional.of("o"),
                Target.of(3),
                UnusedLayer.ZEROS,
                Optional.of(List.of(1.0, 0.5)),
                Map.of(
                    "i",
                    InputSource.Files.of(new Content.File(folder.resolve("in/i.npy"))),
                    "j",
                    InputSource.Files.of(new Content.File(Path.of("/j.npy")))),
                Reduction.none().sumOverChannels().top(2),
                true));
  }

  @Test
  void readsNoise() throws IOException {
    assertThat(
            only("{\"id\": \"a\", \"smooth\": {\"kind\": \"vargrad\", \"samples\": 7, \"stdev\":"
                    + " 0.1}}")
                .smoothing())
        .contains(Smoothing.vargrad(7, 0.1));
    assertThat(
            only("{\"id\": \"a\", \"smooth\": {\"stdev\": {\"*\": 0.5, \"i\": 2}, \"relative\":"
                    + " true, \"seed\": -3}}")
                .smoothing())
        .contains(
            new Smoothing(
                Smoothing.Kind.SMOOTHGRAD, 5, new Stdev(0.5, Map.of("i", 2.0)), true, -3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{`samples`: 3};                   `stdev` is missing",
        "{`stdev`: -1};                    `stdev` cannot be `-1`",
        "{`stdev`: {`i`: `x`}};            `stdev` cannot be",
        "{`stdev`: 1, `samples`: 0};       `samples` cannot be `0`",
        "{`stdev`: 1, `samples`: 1.5};     it must be a whole number",
        "{`stdev`: 1, `kind`: `smooth`};   smoothgrad or smoothgrad-squared or vargrad",
        "{`stdev`: 1, `sample`: 3};        of which `samples` is nearest",
        "0.1;                              must be an object"
      })
  void refusesNoiseThatIsNone(String noise, String message) throws IOException {
    assertThat(refusal(("{\"id\": \"a\", \"smooth\": " + noise + "}").replace('`', '"')))
        .hasMessageContaining(message.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"activation\";                                      activation {}",
        "{\"name\": \"grad-cam\"};                          grad-cam {relu=false, channel-axis=-1,"
            + " sum=true}",
        "{\"name\": \"grad-cam\", \"relu\": true};        grad-cam {relu=true, channel-axis=-1,"
            + " sum=true}",
        "{\"relu\": null, \"name\": \"grad-cam\", \"channel-axis\": 1};"
            + " grad-cam {relu=false, channel-axis=1, sum=true}",
      })
  void readsMethods(String json, String method) throws IOException {
    Request request = only("{\"id\": \"a\", \"method\": " + json + "}");
    assertThat(request.method().name() + " " + request.method().parameters()).isEqualTo(method);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"grad-cam\", \"relu\": 1};     \"relu\" cannot be \"1\": it must be true or",
        "{\"name\": \"grad-cam\", \"relu\": {\"a\": [1]}}; \"relu\" cannot be \"{a=[1]}\"",
        "{\"name\": \"grad-cam\", \"channel-axis\": 1.0}; cannot be \"1.0\": it must be a whole",
        "{\"name\": \"activation\", \"relu\": true};\"relu\" goes with \"grad-cam\"",
      })
  void refusesParametersThatTheMethodCannotTake(String json, String words) throws IOException {
    AttributionException refusal = refusal("{\"id\": \"a\", \"method\": " + json + "}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.METHOD_PARAMETER);
    assertThat(refusal).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[1, -1];                           [1, -1]",
        "[{\"index\": [3, 1]}];             [(3,1)]",
        "[[0, 3], {\"indices\": [[1],[4]]}];[0,3, 1,4]",
        "[];                                []",
      })
  void readsSeveralTargets(String json, String targets) throws IOException {
    Request request = only("{\"id\": \"a\", \"targets\": " + json + "}");
    assertThat(request.targets().orElseThrow().named()).hasToString(targets);
    assertThat(request.targets().orElseThrow().all()).isFalse();
  }

  @Test
  void readsAllTargetsAndAllLayers() throws IOException {
    Request request = only("{\"id\": \"a\", \"layers\": \"all\", \"targets\": \"all\"}");
    assertThat(request.targets().orElseThrow()).isEqualTo(new TargetSelection(true, List.of()));
    assertThat(request.allLayers()).isTrue();
    assertThat(request.layers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"targets\": 3;                  several targets are a list of targets",
        "\"targets\": \"predicted\";      several targets are a list of targets",
        "\"targets\": [1.5];              is not an index",
        "\"targets\": [1], \"target\": 2; cannot stand beside each other",
      })
  void refusesTargetsThatMeanNothing(String json, String message) throws IOException {
    assertThat(refusal("{\"id\": \"a\", " + json + "}")).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"id\": \"a\"}",
        "{\"id\": \"a\", \"signature\": null, \"layers\": null, \"port\": null, \"mode\": null,"
            + " \"output\": null, \"target\": null, \"unused\": null, \"weights\": null,"
            + " \"inputs\": null, \"reduce\": null, \"prediction\": null}"
      })
  void nullAndAbsentAreTheSame(String line) throws IOException {
    assertThat(only(line))
        .isEqualTo(
            new Request(
                Optional.of("by default"),
                List.of(),
                Port.OUTPUT,
                new GradientXActivation(),
                Optional.empty(),
                Target.none(),
                UnusedLayer.ERROR,
                Optional.empty(),
                Map.of(),
                Reduction.none(),
                false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "3;                              3",
        "-1;                             -1",
        "[0, 3, 9];                      0,3,9",
        "[4];                            4",
        "{\"index\": [3, 1]};            (3,1)",
        "{\"indices\": [[0, 1], [1, 1]]};(0,1),(1,1)",
        "\"predicted\";                  predicted",
        "\"none\";                       none",
      })
  void readsTargets(String json, String target) throws IOException {
    assertThat(only("{\"id\": \"a\", \"target\": " + json + "}").target()).hasToString(target);
  }

  @Test
  void keepsTheEmptyFormsOfTargets() throws IOException {
    assertThat(only("{\"id\": \"a\", \"target\": {\"index\": []}}").target())
        .isEqualTo(new Target.Index(List.of()));
    assertThat(only("{\"id\": \"a\", \"target\": []}").target())
        .isEqualTo(new Target.PerExample(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"x\";                     the only words are \"predicted\" and \"none\"",
        "true;                      true is not an index",
        "3.5;                       3.5 is not an index",
        "3.0;                       3.0 is not an index",
        "99999999999;               99999999999 is not an index",
        "[0, true];                 true is not an index",
        "[0, [1]];                  index tuples are written {\"indices\"",
        "[[0, 1], [1, 1]];          index tuples are written {\"indices\"",
        "{\"index\": 3};            \"index\" must be a list of numbers",
        "{\"indices\": [3]};        \"indices\" a list of such lists",
        "{\"class\": 3};            must have \"index\" or \"indices\"",
        "{\"index\": [3], \"x\": 1};must have \"index\" or \"indices\"",
      })
  void refusesOtherTargets(String json, String words) throws IOException {
    AttributionException refusal = refusal("{\"id\": \"a\", \"target\": " + json + "}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.TARGET_INVALID);
    assertThat(refusal).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{\"id\": \"a\";                      in line 1 cannot be read: it is not JSON at column",
        "{\"id\": \"a\"} x;                   it is not JSON",
        "{\"id\": \"a\", \"id\": \"b\"};      Duplicate field 'id'",
        "[1, 2];                              it must be a JSON object, but is [1,2]",
        "{};                                  in line 1 cannot be read: \"id\" is missing",
        "{\"id\": 7};                         \"id\" must be text, but is 7",
        "{\"id\": \"a\", \"layer\": \"x\"};   \"a\" (line 1) cannot be read: unknown key \"layer\""
            + " (did you mean \"layers\"?)",
        "{\"id\": \"a\", \"colour\": 1};      unknown key \"colour\"; the keys are id, signature",
        "{\"id\": \"a\", \"layers\": \"x\"};  \"layers\" must be a list of names, but is \"x\"",
        "{\"id\": \"a\", \"layers\": [1]};    \"layers\" must be a list of names, but is [1]",
        "{\"id\": \"a\", \"inputs\": [1]};    \"inputs\" must be an object of files by input name",
        "{\"id\": \"a\", \"inputs\": {\"x\": {\"b64\": 1}}}; \"inputs\" must be an object of files",
        "{\"id\": \"a\", \"inputs\": {\"x\": \"a\\u0000\"}}; \"inputs\" has a file name that cannot"
            + " be",
        "{\"id\": \"a\", \"port\": \"left\"}; \"port\" must be \"input\" or \"output\", but is"
            + " \"left\"",
        "{\"id\": \"a\", \"port\": \"INPUT\"};\"port\" must be \"input\" or \"output\"",
        "{\"id\": \"a\", \"mode\": 1};        \"mode\" must be text, but is 1",
        "{\"id\": \"a\", \"method\": 1};      \"method\" must be a name, or an object with a name",
        "{\"id\": \"a\", \"method\": {}};     \"method\" must be a name, or an object with a name",
        "{\"id\": \"a\", \"unused\": \"\"};   \"unused\" must be \"error\" or \"zeros\", but is"
            + " \"\"",
        "{\"id\": \"a\", \"output\": [\"x\"]};\"output\" must be text, but is [\"x\"]",
        "{\"id\": \"a\", \"prediction\": 1};  \"prediction\" must be true or false, but is 1",
        "{\"id\": \"a\", \"weights\": [\"1\"]}; \"weights\" must be a list of numbers or a .npy"
            + " file",
        "{\"id\": \"a\", \"weights\": 1};     \"weights\" must be a list of numbers or a .npy file",
      })
  void namesWhatIsWrongInALine(String line, String words) throws IOException {
    AttributionException refusal = refusal(line);
    assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    assertThat(refusal).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "'',it is empty",
    "..,leaves",
    ".,leaves",
    "../x,leaves",
    "/x,leaves",
    "a\\b,leaves",
    "a b,other characters",
    "ä,other characters",
    "a:b,other characters"
  })
  void refusesIdsThatAreNoFolders(String id, String words) throws IOException {
    AttributionException refusal = refusal("{\"id\": \"" + id.replace("\\", "\\\\") + "\"}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.UNSAFE_ID);
    assertThat(refusal).hasMessageContaining("\"" + id + "\"").hasMessageContaining(words);
  }

  @Test
  void refusesLongIds() throws IOException {
    assertThat(only("{\"id\": \"" + "a".repeat(200) + "\"}")).isNotNull();
    assertThat(refusal("{\"id\": \"" + "a".repeat(201) + "\"}").code())
        .isEqualTo(ErrorCode.UNSAFE_ID);
  }

  @Test
  void givesEveryEntryAFolderOfItsOwn() throws IOException {
    List<RequestEntry> entries =
        entries(
            "{\"id\": \"a\"}",
            "{\"id\": \"a\"}",
            "{\"id\": \"../a\"}",
            "no JSON",
            "{}",
            "{\"id\": \"line-4\"}",
            "{\"id\": 7}",
            "{\"id\": \"line-2\"}");
    assertThat(entries)
        .extracting(RequestEntry::folder)
        .containsExactly(
            "a", "line-2-", "line-3", "line-4-", "line-5", "line-4", "line-7", "line-2");
    assertThat(entries)
        .extracting(RequestEntry::id)
        .containsExactly("a", "a", "../a", "line-4-", "line-5", "line-4", "line-7", "line-2");
    AttributionException repeated =
        catchThrowableOfType(AttributionException.class, () -> entries.get(1).request());
    assertThat(repeated.code()).isEqualTo(ErrorCode.DUPLICATE_ID);
    assertThat(repeated).hasMessageContaining("\"a\" was used before (line 1)");
  }

  @Test
  void countsLinesAndSkipsBlankOnes() throws IOException {
    List<RequestEntry> entries =
        entries("\uFEFF{\"id\": \"a\"}\r", "", "  \t\r", "{\"id\": \"b\"}");
    assertThat(entries).extracting(RequestEntry::line).containsExactly(1, 4);
    assertThat(entries).extracting(RequestEntry::folder).containsExactly("a", "b");
    assertThat(entries.get(0).request().layers()).isEmpty();
  }

  @Test
  void readsLinesBehindOnesThatAreNoText() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {'{', (byte) 0xff, '}', '\n'});
    bytes.write(new byte[(1 << 24) + 9]);
    bytes.write("\n{\"id\": \"b\"}".getBytes(StandardCharsets.UTF_8));
    List<RequestEntry> entries = entries(bytes.toByteArray());
    assertThat(entries).extracting(RequestEntry::folder).containsExactly("line-1", "line-2", "b");
    assertThat(refusal(entries.get(0))).hasMessageContaining("it is not UTF-8");
    assertThat(refusal(entries.get(1))).hasMessageContaining("the line is too long");
  }

  @Test
  void survivesDeepNesting() throws IOException {
    assertThat(refusal("[".repeat(100_000))).hasMessageContaining("it is not JSON");
  }

  @Test
  void refusesFilesThatAreNone() {
    for (Path file : List.of(folder, folder.resolve("absent"))) {
      AttributionException refusal =
          catchThrowableOfType(
              AttributionException.class, () -> RequestsFile.open(file, Optional.empty()));
      assertThat(refusal.code()).isEqualTo(ErrorCode.UNREADABLE_FILE);
      assertThat(refusal).hasMessageContaining(file.toString());
    }
  }

  private Request only(String line) throws IOException {
    return entries(line.strip()).get(0).request();
  }

  private AttributionException refusal(String line) throws IOException {
    return refusal(entries(line.strip()).get(0));
  }

  private static AttributionException refusal(RequestEntry entry) {
    return catchThrowableOfType(AttributionException.class, entry::request);
  }

  private List<RequestEntry> entries(String... lines) throws IOException {
    return entries(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private List<RequestEntry> entries(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("requests.jsonl"), content);
    RequestsFile requests = RequestsFile.open(file, Optional.of("by default"));
    List<RequestEntry> entries = new ArrayList<>();
    requests.forEach(entries::add);
    assertThat(requests.count()).isEqualTo(entries.size());
    return entries;
  }
}

package io.attributable.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.testing.Closeness;
import io.attributable.testing.ExpectedLayer;
import io.attributable.testing.Fixtures;
import io.attributable.testing.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.tensorflow.ndarray.NdArray;

/** Golden cases, as a user would ask for them: a file of requests per model. */
final class GoldenRequests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KERAS_3 = "k3_";

  private final Path folder;
  private final Set<Form> asked = new HashSet<>();

  /**
   * Asks and compares.
   *
   * @param folder where files are written
   */
  GoldenRequests(Path folder) {
    this.folder = folder;
  }

  /** Those of models that Keras 3 wrote, which are half of all. */
  Stream<DynamicTest> ofKeras3() {
    return tests(name -> name.startsWith(KERAS_3));
  }

  /** Those of all other models. */
  Stream<DynamicTest> ofOthers() {
    return tests(name -> !name.startsWith(KERAS_3));
  }

  private Stream<DynamicTest> tests(Predicate<String> models) {
    return Fixtures.modelsWithCases().stream().filter(models).flatMap(this::testsOf);
  }

  private Stream<DynamicTest> testsOf(String model) {
    List<GoldenCase> cases = newForms(Fixtures.cases(model));
    Path out = folder.resolve(model);
    DynamicTest run = dynamicTest(model, () -> ask(model, cases, out));
    Stream<DynamicTest> replies =
        cases.stream()
            .map(
                golden ->
                    dynamicTest(golden.toString(), () -> check(golden, out.resolve(golden.id()))));
    return Stream.concat(Stream.of(run), replies);
  }

  /**
   * The backend's own tests explain every layer of every model in every way; here a request of each
   * form does, and one of each model at least.
   */
  private List<GoldenCase> newForms(List<GoldenCase> cases) {
    List<GoldenCase> chosen = new ArrayList<>();
    for (GoldenCase golden : cases) {
      if (asked.add(Form.of(golden)) || chosen.isEmpty()) {
        chosen.add(golden);
      }
    }
    return chosen;
  }

  /** What a request's JSON looks like, and what comes of it. */
  private record Form(
      List<String> layers,
      List<Object> parameters,
      String target,
      boolean weighted,
      Optional<String> error) {
    private static final Pattern NAME = Pattern.compile("[^:#]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    static Form of(GoldenCase golden) {
      return new Form(
          golden.layers().stream()
              .map(layer -> NAME.matcher(layer).replaceAll("x"))
              .distinct()
              .toList(),
          Arrays.asList(
              golden.port(), golden.mode(), golden.unused(), golden.inputFiles().size() > 1),
          NUMBER.matcher(golden.targetJson().toString()).replaceAll("0"),
          golden.weightsFile().isPresent(),
          golden.error());
    }
  }

  private void ask(String model, List<GoldenCase> cases, Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    cases.forEach(golden -> lines.add(request(golden).toString()));
    Path requests = Files.write(folder.resolve(model + ".jsonl"), lines);
    CommandRun run =
        CommandRun.of("explain", Fixtures.model(model), "--requests", requests, "--out", out);
    long failing = cases.stream().filter(golden -> golden.error().isPresent()).count();
    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            "%d explained, %d failed, in %s".formatted(cases.size() - failing, failing, out));
    assertThat(run.status()).isEqualTo(failing == 0 ? 0 : 1);
  }

  private static ObjectNode request(GoldenCase golden) {
    ObjectNode json = JSON.createObjectNode().put("id", golden.id());
    json.put("signature", golden.signature());
    golden.layers().forEach(json.putArray("layers")::add);
    json.put("port", golden.port().name().toLowerCase(Locale.ROOT));
    json.put("mode", golden.mode().name().toLowerCase(Locale.ROOT));
    json.put("output", golden.output());
    json.set("target", golden.targetJson());
    json.put("unused", golden.unused().name().toLowerCase(Locale.ROOT));
    golden.weightsFile().ifPresent(file -> json.put("weights", file.toString()));
    ObjectNode inputs = json.putObject("inputs");
    golden.inputFiles().forEach((name, file) -> inputs.put(name, file.toString()));
    return json;
  }

  private static void check(GoldenCase golden, Path reply) throws IOException {
    JsonNode json = JSON.readTree(reply.resolve("attribution.json").toFile());
    assertThat(json.path("id").textValue()).isEqualTo(golden.id());
    if (golden.error().isPresent()) {
      assertThat(json.at("/error/code").textValue())
          .as(json.toString())
          .isEqualTo(golden.error().get());
      return;
    }
    assertThat(json.path("error")).as(json.toString()).isEmpty();
    List<JsonNode> layers = json.path("layers").valueStream().toList();
    assertThat(layers).hasSameSizeAs(golden.expected());
    for (int i = 0; i < layers.size(); i++) {
      check(golden, golden.expected().get(i), layers.get(i), reply);
    }
  }

  private static void check(GoldenCase golden, ExpectedLayer expected, JsonNode layer, Path reply) {
    assertThat(layer.path("layer").textValue()).isEqualTo(expected.layer());
    assertThat(layer.path("port").textValue()).isEqualToIgnoringCase(golden.port().name());
    assertThat(layer.path("mode").textValue()).isEqualToIgnoringCase(golden.mode().name());
    List<JsonNode> tensors = layer.path("tensors").valueStream().toList();
    assertThat(tensors).hasSameSizeAs(expected.tensorFiles());
    for (int i = 0; i < tensors.size(); i++) {
      NdArray<?> actual = Fixtures.array(reply.resolve(tensors.get(i).path("file").textValue()));
      assertThat(tensors.get(i).path("shape").valueStream().map(JsonNode::longValue))
          .containsExactly(box(actual.shape().asArray()));
      Closeness.assertClose(
          expected.layer() + " " + i, actual, expected.tensors().get(i), golden.tolerance());
    }
  }

  private static Long[] box(long[] numbers) {
    return java.util.Arrays.stream(numbers).boxed().toArray(Long[]::new);
  }
}

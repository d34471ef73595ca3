package io.attributable.benchmarks;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionMethod;
import io.attributable.Methods;
import io.attributable.Smoothing;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.cost.Timings;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The library as a contender: one command per line on standard input, one answer on standard
 * output, both JSON. {@code benchmarks/peers/worker.py} does the same for the peers.
 *
 * <ul>
 *   <li>{@code {"do": "prepare", "model": NAME, "layers": [NAME], "batch": N}} explains once;
 *       {@code "together": K} takes K targets in one call, {@code "layers": ["*"]} all layers;
 *       {@code "method"} is one as in requests
 *   <li>{@code {"do": "measure", "runs": N}} gives the milliseconds of each run
 *   <li>{@code {"do": "costs", "runs": N}} gives what a request costs apart from that, for a model
 *       that was prepared
 *   <li>{@code {"do": "memory"}} gives the most memory that the process ever held
 * </ul>
 */
public final class Worker {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> PARAMETERS = new TypeReference<>() {};
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PLANS = "plans=";
  private static final String PEAK = "VmHWM:";

  private final Path models;
  private final ModelOptions options;
  private final JsonNode known;
  private @Nullable Prepared prepared;

  private Worker(Path models, ModelOptions options) throws IOException {
    this.models = models;
    this.options = options;
    this.known = JSON.readTree(models.resolve("models.json").toFile());
  }

  /**
   * Answers until its input ends.
   *
   * @param arguments the folder of the models; then {@code pools} for a pool of threads for each
   *     session, and {@code plans=DIRECTORY} where plans are kept
   */
  public static void main(String[] arguments) throws IOException {
    Worker worker = new Worker(Path.of(arguments[0]), options(List.of(arguments)));
    PrintStream out = System.out;
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(worker.answer(line));
      out.flush();
    }
  }

  private static ModelOptions options(List<String> arguments) {
    ModelOptions options =
        ModelOptions.defaults()
            .threads(ThreadOptions.defaults().poolPerSession(arguments.contains("pools")));
    return arguments.stream()
        .filter(argument -> argument.startsWith(PLANS))
        .map(argument -> Path.of(argument.substring(PLANS.length())))
        .reduce(options, ModelOptions::planCache, (one, other) -> other);
  }

  /** One model's failure must not end the comparison of the others. */
  private ObjectNode answer(String line) throws IOException {
    ObjectNode reply = JSON.createObjectNode();
    JsonNode request = JSON.readTree(line);
    try {
      switch (request.path("do").asText()) {
        case "prepare" -> prepare(request, reply);
        case "measure" -> measure(request.path("runs").asInt(), reply);
        case "costs" -> costs(request.path("runs").asInt(), reply);
        case "memory" -> reply.put("kilobytes", peakKilobytes());
        default -> reply.put("error", "unknown: " + line);
      }
    } catch (RuntimeException e) {
      reply.put("error", e.toString());
    }
    return reply;
  }

  private void prepare(JsonNode request, ObjectNode reply) {
    if (prepared != null) {
      prepared.close();
    }
    String name = request.path("model").asText();
    int batch = request.path("batch").asInt();
    List<String> layers = new ArrayList<>();
    request.path("layers").forEach(layer -> layers.add(layer.asText()));
    int[] targets = new int[batch];
    for (int i = 0; i < batch; i++) {
      targets[i] = known.path(name).path("targets").path(i).asInt();
    }
    long start = System.nanoTime();
    Prepared loaded =
        new Prepared(
            models.resolve(name),
            options,
            layers,
            batch,
            targets,
            request.path("together").asInt(1));
    if (request.has("method")) {
      loaded.method(method(request.path("method")));
    }
    if (request.has("smooth")) {
      loaded.smooth(Smoothing.of(JSON.convertValue(request.path("smooth"), PARAMETERS)));
    }
    prepared = loaded;
    reply.put("loadMillis", millisSince(start));
    if (!request.path("quietly").asBoolean()) {
      double[] sums = Prepared.sums(loaded.run());
      reply.put("sum", sums[0]).put("size", sums[1]);
    }
  }

  private static AttributionMethod method(JsonNode said) {
    Map<String, Object> parameters = JSON.convertValue(said, PARAMETERS);
    String name = String.valueOf(parameters.remove("name"));
    return Methods.of(name, parameters);
  }

  private void measure(int runs, ObjectNode reply) {
    ArrayNode millis = reply.putArray("millis");
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      current().run();
      millis.add(millisSince(start));
    }
  }

  private void costs(int runs, ObjectNode reply) {
    CostProfile profile = current().measure(runs);
    reply.put("planMillis", profile.planMillis()).put("firstRunMillis", profile.firstRunMillis());
    put(reply.putArray("forward"), profile.forward());
    put(reply.putArray("session"), profile.session());
    put(reply.putArray("attribution"), profile.attribution());
    reply.put("allocatedBytes", Allocation.of(current()::run));
  }

  private static void put(ArrayNode array, Timings timings) {
    timings.millis().forEach(array::add);
  }

  private Prepared current() {
    if (prepared == null) {
      throw new IllegalStateException("nothing was prepared");
    }
    return prepared;
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  private static long peakKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(PEAK))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}

package io.attributable.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Suggestions;
import io.attributable.server.internal.json.RequestBody;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** The paths that the server answers. */
final class Routes {
  private static final String MODELS = "/v1/models";
  private static final String ENDPOINT =
      "/v1/projects/{project}/locations/{location}/endpoints/{call}";
  private static final String EXPLORER = "/explorer/models";
  private static final String CALL = "call";
  private static final String JSON = "application/json";
  private static final int NOT_FOUND = 404;
  private static final int WRONG_TYPE = 415;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Answers a request of a verb. */
  private interface Verb extends BiFunction<ModelService, RequestBody, ModelService.Answer> {}

  private static final Map<String, Verb> VERBS =
      Map.of("predict", ModelService::predict, "explain", ModelService::explain);
  private static final Map<String, Verb> VERTEX_VERBS =
      Map.of("predict", ModelService::predictAsVertex, "explain", ModelService::explainAsVertex);

  private static final Map<String, Verb> PAGE_VERBS =
      Map.of(
          "explain", (model, body) -> model.explorer().explain(body),
          "report", (model, body) -> model.explorer().report(body));

  private final Map<String, ModelService> models = new LinkedHashMap<>();
  private final BodyLimit bodies;
  private final WorkQueue queue;
  private final ServerMetrics metrics;

  Routes(List<ModelService> served, BodyLimit bodies, WorkQueue queue, ServerMetrics metrics) {
    this.bodies = bodies;
    served.forEach(model -> models.put(model.name(), model));
    this.queue = queue;
    this.metrics = metrics;
  }

  void addTo(RoutesConfig routes) {
    get(routes, "/health", this::ready);
    get(routes, "/health/ready", this::ready);
    get(routes, "/health/live", call -> json(call, status("live")));
    get(
        routes,
        "/metrics",
        call -> call.contentType("text/plain; version=0.0.4").result(metrics.text()));
    get(routes, MODELS, call -> json(call, ModelMetadata.list(List.copyOf(models.values()))));
    get(
        routes,
        MODELS + "/{model}",
        call -> json(call, ModelMetadata.status(model(call.pathParam("model")))));
    get(
        routes,
        MODELS + "/{model}/metadata",
        call -> json(call, ModelMetadata.metadata(model(call.pathParam("model")))));
    get(routes, MODELS + "/{model}/versions/{version}", this::version);
    routes.post(MODELS + "/{call}", this::call);
    routes.post(MODELS + "/{model}/versions/{call}", this::callVersion);
    routes.post(ENDPOINT, this::callEndpoint);
    get(routes, EXPLORER + "/{model}", this::facts);
    routes.post(EXPLORER + "/{call}", this::explore);
  }

  /** Asked by HEAD, the same without a body: whether something is there. */
  static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
    routes.head(path, handler);
  }

  /** What the explorer's page has to know of a model. */
  private void facts(Context call) {
    ModelService model = model(call.pathParam("model"));
    Optional<String> signature = Optional.ofNullable(call.queryParam("signature"));
    call.contentType(JSON).result(queue.run(() -> bytes(model.explorer().facts(signature))));
  }

  private void explore(Context call) {
    String[] parts = parts(call);
    ModelService model = model(parts[0]);
    answer(call, model, PAGE_VERBS, parts[1], RequestBody.read(body(call)));
  }

  private void ready(Context call) {
    queue.requireOpen();
    json(call, status("ready"));
  }

  private static ObjectNode status(String word) {
    return JsonNodeFactory.instance.objectNode().put("status", word);
  }

  private void call(Context call) {
    String[] parts = parts(call);
    ModelService model = model(parts[0]);
    answer(call, model, VERBS, parts[1], RequestBody.read(body(call)));
  }

  private void version(Context call) {
    ModelService model = model(call.pathParam("model"));
    requireVersion(model, call.pathParam("version"));
    json(call, ModelMetadata.status(model));
  }

  private void callVersion(Context call) {
    String[] parts = parts(call);
    ModelService model = model(call.pathParam("model"));
    requireVersion(model, parts[0]);
    answer(call, model, VERBS, parts[1], RequestBody.read(body(call)));
  }

  /** Callers of TensorFlow Serving may name a version; here each model has one. */
  private static void requireVersion(ModelService model, String version) {
    if (!version.equals(ModelMetadata.VERSION)) {
      throw HttpProblem.refused(
          NOT_FOUND,
          "there is no version \"%s\" of \"%s\"".formatted(version, model.name()),
          "The only version is " + ModelMetadata.VERSION + ".");
    }
  }

  /** An endpoint has one model deployed to it here: that of its name, or the only one. */
  private void callEndpoint(Context call) {
    String[] parts = parts(call);
    RequestBody body = RequestBody.read(body(call));
    String wanted = body.deployedModel().orElse(parts[0]);
    ModelService model =
        models.size() == 1 && body.deployedModel().isEmpty()
            ? models.values().iterator().next()
            : model(wanted);
    answer(call, model, VERTEX_VERBS, parts[1], body);
  }

  /** {@code NAME:verb}. */
  private static String[] parts(Context call) {
    String text = call.pathParam(CALL);
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw HttpProblem.refused(
          NOT_FOUND,
          "its path names no verb",
          "Post to /v1/models/NAME:predict or /v1/models/NAME:explain.");
    }
    return new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }

  private ModelService model(String name) {
    ModelService model = models.get(name);
    if (model == null) {
      throw new AttributionException(
          ErrorCode.UNKNOWN_MODEL,
          name,
          String.join(", ", models.keySet()),
          Suggestions.didYouMean(name, models.keySet()));
    }
    return model;
  }

  private byte[] body(Context call) {
    String type = call.contentType();
    if (type == null || !type.split(";", -1)[0].strip().equalsIgnoreCase(JSON)) {
      throw HttpProblem.refused(
          WRONG_TYPE,
          type == null ? "it has no content type" : "its content type is \"" + type + "\"",
          "Send JSON, with a header \"Content-Type: application/json\".");
    }
    return bodies.read(call);
  }

  private void answer(
      Context call, ModelService model, Map<String, Verb> verbs, String word, RequestBody body) {
    Verb verb = verbs.get(word);
    if (verb == null) {
      throw HttpProblem.refused(
          NOT_FOUND,
          "there is no verb \"" + word + "\"",
          "Verbs are " + String.join(", ", new TreeSet<>(verbs.keySet())) + ".");
    }
    call.attribute(CallLog.MODEL, model.name());
    call.attribute(CallLog.VERB, word);
    byte[] answer =
        queue.run(
            () -> {
              ModelService.Answer found = verb.apply(model, body);
              metrics.examples(model.name(), word, found.examples());
              return bytes(found.json());
            });
    call.contentType(JSON).result(answer);
  }

  private static void json(Context call, ObjectNode node) {
    call.contentType(JSON).result(bytes(node));
  }

  static byte[] bytes(ObjectNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}

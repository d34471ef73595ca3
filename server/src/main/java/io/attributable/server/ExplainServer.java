package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.NonNull;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Predictions and explanations of models over HTTP, as TensorFlow Serving, KServe and Vertex AI are
 * asked for them. Safe for any number of threads.
 *
 * <pre>{@code
 * try (AttributableModel model = AttributableModel.load(Path.of("models/digits"));
 *     ExplainServer server =
 *         ExplainServer.start(List.of(new ServedModel("digits", model)), ServerOptions.defaults())) {
 *   System.out.println(server.uri());
 * }
 * }</pre>
 *
 * <p>Listens until it is closed. Models stay the caller's, and open for as long.
 */
public final class ExplainServer implements AutoCloseable {
  private static final int SPARE_THREADS = 16;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_FOUND = 404;
  private static final int NO_CONTENT = 204;
  private static final String VERTEX = "/v1/projects/";

  private final ServerOptions options;
  private final WorkQueue queue;
  private final ServerMetrics metrics;
  private final ErrorReply errors;
  private final CallLog log;
  private final AccessCheck access;
  private final Routes routes;
  private final PageFiles page = new PageFiles();
  private final Javalin http;

  private ExplainServer(List<ServedModel> models, ServerOptions options) {
    this.options = options;
    this.access = new AccessCheck(options);
    this.queue = new WorkQueue(options);
    this.metrics = new ServerMetrics(queue);
    this.log = new CallLog(metrics);
    this.errors = new ErrorReply(models);
    this.routes =
        new Routes(services(models, options), new BodyLimit(options.bodyBytes()), queue, metrics);
    this.http = Javalin.create(this::configure);
  }

  private static List<ModelService> services(List<ServedModel> models, ServerOptions options) {
    EvaluationLimit limit = new EvaluationLimit(options.evaluations());
    return models.stream().map(model -> new ModelService(model, options.method(), limit)).toList();
  }

  /**
   * Starts to listen.
   *
   * @param models at least one, each of another name
   * @throws AttributionException SERVER_NOT_STARTED
   */
  public static ExplainServer start(List<ServedModel> models, ServerOptions options) {
    NonNull.all(models, "models");
    Objects.requireNonNull(options, "options");
    requireNames(models);
    ExplainServer server = new ExplainServer(models, options);
    try {
      server.http.start(options.host(), options.port());
      return server;
    } catch (JavalinBindException e) {
      server.close();
      throw notStarted(
              "it cannot listen at %s port %d".formatted(options.host(), options.port()),
              "Choose another address or port, or end what listens there.")
          .causedBy(e);
    }
  }

  private static void requireNames(List<ServedModel> models) {
    Set<String> names = new HashSet<>();
    for (ServedModel model : models) {
      if (!names.add(model.name())) {
        throw notStarted(
            "two models are called \"" + model.name() + "\"", "Give each a name of its own.");
      }
    }
    if (models.isEmpty()) {
      throw notStarted("there is no model", "Give at least one.");
    }
  }

  private static AttributionException notStarted(String problem, String remedy) {
    return new AttributionException(ErrorCode.SERVER_NOT_STARTED, problem, remedy);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.prefer405over404 = true;
    config.http.generateEtags = false;
    int threads = options.concurrency() + options.queue() + SPARE_THREADS;
    config.jetty.threadPool = new QueuedThreadPool(threads, Math.min(threads, SPARE_THREADS));
    config.jetty.modifyServer(
        jetty -> {
          jetty.setErrorHandler(new TransportErrors(errors));
          jetty.setStopTimeout(options.drain().toMillis());
          jetty.insertHandler(new GracefulHandler());
        });
    config.jetty.modifyHttpConfiguration(
        jetty -> {
          jetty.setSendServerVersion(false);
          jetty.setSendDateHeader(false);
        });
    config.routes.before(this::before);
    routes.addTo(config.routes);
    page.addTo(config.routes);
    config.routes.after(log::end);
    config.routes.exception(HttpProblem.class, this::refuse);
    config.routes.exception(AttributionException.class, this::fail);
    config.routes.exception(HttpResponseException.class, this::refuse);
    config.routes.exception(Exception.class, this::fail);
  }

  private void before(Context call) {
    log.begin(call);
    call.header("X-Content-Type-Options", "nosniff").header("Cache-Control", "no-store");
    if (page.has(call.path())) {
      access.requirePage(call);
    } else if (!call.path().startsWith("/health")) {
      access.require(call);
    }
    if (call.method().equals(HandlerType.OPTIONS)) {
      boolean posts = call.path().contains(":");
      call.status(NO_CONTENT)
          .header("Allow", posts ? "POST, OPTIONS" : "GET, HEAD, OPTIONS")
          .skipRemainingHandlers();
    }
  }

  private void fail(AttributionException failure, Context call) {
    reply(call, ErrorStatus.of(failure.code()), failure, Map.of());
  }

  private void fail(Exception failure, Context call) {
    fail(new AttributionException(ErrorCode.INTERNAL, failure.toString()).causedBy(failure), call);
  }

  private void refuse(HttpProblem problem, Context call) {
    reply(call, problem.status(), problem.failure(), problem.headers());
  }

  /** What Javalin itself refuses: unknown paths, methods of others, bodies that grow too large. */
  private void refuse(HttpResponseException problem, Context call) {
    HttpProblem known =
        switch (problem.getStatus()) {
          case NOT_FOUND ->
              HttpProblem.refused(
                  NOT_FOUND, "there is nothing at this path", "See GET /v1/models.");
          case METHOD_NOT_ALLOWED ->
              HttpProblem.refused(
                  METHOD_NOT_ALLOWED,
                  "its path takes no " + call.method(),
                  "Get what is told, and post what is asked.");
          default ->
              HttpProblem.refused(
                  problem.getStatus(),
                  "HTTP status " + problem.getStatus(),
                  "See docs/serving.md.");
        };
    refuse(known, call);
  }

  private void reply(
      Context call, int status, AttributionException failure, Map<String, String> headers) {
    ErrorReply.log(status, failure);
    call.attribute(CallLog.CODE, failure.code().id());
    headers.forEach(call::header);
    call.status(status)
        .contentType("application/json")
        .result(
            Routes.bytes(
                call.path().startsWith(VERTEX)
                    ? errors.ofVertex(status, failure)
                    : errors.plain(failure)));
  }

  /** Where it listens, such as {@code http://127.0.0.1:8501}. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + http.port());
  }

  /**
   * Takes no more requests, waits for those that it took, for as long as the options say, and
   * stops. May be called again.
   */
  @Override
  public void close() {
    queue.refuse();
    http.stop();
    queue.stop();
    metrics.close();
  }
}

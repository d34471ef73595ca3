package io.attributable.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Wording;
import io.attributable.tensorflow.AttributableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What callers are told of failures: code and message, and nothing of this machine. */
final class ErrorReply {
  private static final System.Logger LOG = System.getLogger("io.attributable.server");
  private static final int FIRST_OF_SERVER = 500;

  /** Names of a model on this machine, and the one that callers know. */
  private record Alias(String here, String known) {}

  private final List<Alias> aliases = new ArrayList<>();

  ErrorReply(List<ServedModel> models) {
    models.forEach(this::add);
    // A path is replaced before one that it begins with.
    aliases.sort(Comparator.comparingInt((Alias alias) -> alias.here().length()).reversed());
  }

  private void add(ServedModel served) {
    AttributableModel model = served.model();
    Path path = model.path();
    addQuoted(model.name(), served.name());
    addQuoted(path.toString(), served.name());
    aliases.add(new Alias(path.toAbsolutePath().normalize().toString(), served.name()));
    try {
      aliases.add(new Alias(path.toRealPath().toString(), served.name()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "No real path of \"" + served.name() + "\"", e);
    }
  }

  /** What may be as short as a word is only replaced where a message names it. */
  private void addQuoted(String here, String known) {
    aliases.add(new Alias('"' + here + '"', '"' + known + '"'));
  }

  /** What went wrong, in words for requests. */
  String message(AttributionException failure) {
    if (failure.code() == ErrorCode.INTERNAL) {
      return "[Internal] Something went wrong inside the server. Its log says what.";
    }
    String message = failure.message(Wording.REQUEST);
    for (Alias alias : aliases) {
      message = message.replace(alias.here(), alias.known());
    }
    return message;
  }

  /** Writes down what only this machine's owner can do something about. */
  static void log(int status, AttributionException failure) {
    switch (failure.code()) {
      case SERVER_BUSY -> LOG.log(System.Logger.Level.DEBUG, failure.getMessage());
      case DEADLINE_EXCEEDED, MODEL_CLOSED ->
          LOG.log(System.Logger.Level.WARNING, failure.getMessage());
      default -> {
        if (status >= FIRST_OF_SERVER) {
          LOG.log(System.Logger.Level.ERROR, "A request failed", failure);
        }
      }
    }
  }

  /** As TensorFlow Serving and KServe have it: {@code {"error": MESSAGE, "code": CODE}}. */
  ObjectNode plain(AttributionException failure) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("error", message(failure))
        .put("code", failure.code().id());
  }

  /** As Google's services have it, the code being the reason of a detail. */
  ObjectNode ofVertex(int status, AttributionException failure) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ObjectNode error =
        reply
            .putObject("error")
            .put("code", status)
            .put("message", message(failure))
            .put("status", word(status));
    error.putArray("details").addObject().put("reason", failure.code().id());
    return reply;
  }

  private static String word(int status) {
    return switch (status) {
      case 400, 413, 415 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404, 405 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }
}

package io.attributable.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is no request at all, such as a path that leads out of the server's, as everything
 * else is answered: with a code, in JSON.
 */
final class TransportErrors extends ErrorHandler {
  private static final HttpField TYPE = new HttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private final ErrorReply errors;

  TransportErrors(ErrorReply errors) {
    this.errors = errors;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(TYPE);
    response.write(true, body(code), callback);
  }

  private ByteBuffer body(int status) {
    ObjectNode reply =
        errors.plain(
            HttpProblem.refused(
                    status,
                    "it is not HTTP that the server takes (status " + status + ")",
                    "See GET /v1/models.")
                .failure());
    return ByteBuffer.wrap(Routes.bytes(reply));
  }
}

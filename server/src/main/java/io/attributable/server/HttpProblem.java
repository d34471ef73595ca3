package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.Serial;
import java.util.Map;

/** A request that is refused for what it is, before a model sees it. */
final class HttpProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final AttributionException failure;
  private final transient Map<String, String> headers;

  HttpProblem(int status, AttributionException failure, Map<String, String> headers) {
    super(failure.getMessage(), failure);
    this.status = status;
    this.failure = failure;
    this.headers = Map.copyOf(headers);
  }

  /** A request that no server of this kind answers. */
  static HttpProblem refused(int status, String problem, String remedy) {
    return new HttpProblem(
        status, new AttributionException(ErrorCode.REQUEST_REFUSED, problem, remedy), Map.of());
  }

  /** A request that may be asked again. */
  static HttpProblem busy(int status, String problem, int seconds) {
    return new HttpProblem(
        status,
        new AttributionException(ErrorCode.SERVER_BUSY, problem, seconds),
        Map.of("Retry-After", String.valueOf(seconds)));
  }

  int status() {
    return status;
  }

  AttributionException failure() {
    return failure;
  }

  Map<String, String> headers() {
    return headers;
  }
}

package io.attributable.samples.spring;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamReadException;

/** Failures as problem details (RFC 9457) with the library's code, Spring's own, too. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String CODE = "code";

  @ExceptionHandler
  ProblemDetail failed(AttributionException failure) {
    HttpStatus status = status(failure.code());
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("A score failed", failure);
      return problem(status, failure.code(), "The score could not be computed.");
    }
    return problem(status, failure.code(), String.valueOf(failure.toMap().get("message")));
  }

  /** A body that is no JSON, or none that has values of features. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String problem =
        failure.getCause() instanceof StreamReadException json
            ? "it is not JSON at line %d, column %d: %s"
                .formatted(
                    json.getLocation().getLineNr(),
                    json.getLocation().getColumnNr(),
                    json.getOriginalMessage())
            : "it must be a JSON object with a value for each feature";
    AttributionException unread =
        new AttributionException(ErrorCode.BAD_REQUEST, "body", problem).causedBy(failure);
    return handleExceptionInternal(failure, failed(unread), headers, status, request);
  }

  /** What Spring refuses itself, such as another method than POST. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem && !hasCode(problem)) {
      ErrorCode code = status.is4xxClientError() ? ErrorCode.REQUEST_REFUSED : ErrorCode.INTERNAL;
      problem.setProperty(CODE, code.id());
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  private static boolean hasCode(ProblemDetail problem) {
    return problem.getProperties() != null && problem.getProperties().containsKey(CODE);
  }

  private static ProblemDetail problem(HttpStatus status, ErrorCode code, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty(CODE, code.id());
    return problem;
  }

  /** What is wrong with an application is its sender's to mend; all else is not. */
  private static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case BAD_REQUEST, INPUT_CONVERSION, INPUT_TOO_LARGE, UNREADABLE_FILE ->
          HttpStatus.BAD_REQUEST;
      case TOO_MANY_CALLS, MODEL_CLOSED, CANCELLED -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}

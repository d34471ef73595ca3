package io.attributable.samples.spring;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Failures as problem details (RFC 9457) with the library's code; Spring's own beside them. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ProblemDetail failed(AttributionException failure) {
    HttpStatus status = status(failure.code());
    if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
      LOG.error("A score failed", failure);
      return problem(status, failure.code(), "The score could not be computed.");
    }
    return problem(status, failure.code(), String.valueOf(failure.toMap().get("message")));
  }

  private static ProblemDetail problem(HttpStatus status, ErrorCode code, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("code", code.id());
    return problem;
  }

  /** What is wrong with an application is its sender's to mend; all else is not. */
  private static HttpStatus status(ErrorCode code) {
    return switch (code) {
      case INPUT_CONVERSION, INPUT_TOO_LARGE, UNREADABLE_FILE -> HttpStatus.BAD_REQUEST;
      case TOO_MANY_CALLS, MODEL_CLOSED, CANCELLED -> HttpStatus.SERVICE_UNAVAILABLE;
      case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}

package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every failure of this library that a user can do something about. The message names the user's
 * own value, where it was met, what there is instead and what to do; {@link #code()} tells programs
 * which failure it is.
 */
public final class AttributionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * A failure.
   *
   * @param arguments fill the code's message, in order
   */
  public AttributionException(ErrorCode code, Object... arguments) {
    super(code.message(arguments));
    this.code = code;
  }

  /** The same failure with the exception that led to it. */
  public AttributionException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** As JSON has it: {@code {"code": "UnknownLayer", "message": …}}, the code not said twice. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", code.id());
    map.put("message", String.valueOf(getMessage()).substring(code.mark().length()));
    return map;
  }

  /** Which failure this is; documented in docs/errors.md. */
  public ErrorCode code() {
    return code;
  }
}

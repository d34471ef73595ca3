package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serial;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every failure of this library that a user can do something about. The message gives the user's
 * own value, where it occurred, the valid alternatives and what to do; {@link #code()} is for
 * programs. Safe for any number of threads.
 */
public final class AttributionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String remedy;
  private final transient Object @Nullable [] arguments;

  /**
   * A failure.
   *
   * @param arguments fill the code's message, in order
   */
  public AttributionException(ErrorCode code, Object... arguments) {
    this(code, null, arguments);
  }

  private AttributionException(ErrorCode code, @Nullable String remedy, Object[] arguments) {
    super(code.message(arguments));
    this.code = code;
    this.remedy = remedy;
    this.arguments =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Worded ? argument : String.valueOf(argument))
            .toArray();
  }

  /**
   * A failure with a remedy of its own.
   *
   * @param remedy whole sentences, the last argument of the code's message
   * @param arguments the arguments before it, in order
   */
  public static AttributionException withRemedy(
      ErrorCode code, String remedy, Object... arguments) {
    Object[] all = Stream.concat(Arrays.stream(arguments), Stream.of(remedy)).toArray();
    return new AttributionException(code, remedy, all);
  }

  /** The same failure with the exception that led to it. */
  public AttributionException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }

  /** As JSON: {@code {"code": "UnknownLayer", "message": …}}, the message without the code. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", code.id());
    map.put("message", String.valueOf(getMessage()).substring(code.mark().length()));
    return map;
  }

  /**
   * The message in the given wording; {@link #getMessage()} has that of Java. After Java
   * serialisation all wordings give that of Java.
   */
  public String message(Wording wording) {
    return arguments == null ? String.valueOf(getMessage()) : code.message(wording, arguments);
  }

  /**
   * The remedy given to {@link #withRemedy}, as in the message; empty where the code's message has
   * its own.
   */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  /** Which failure this is; documented in docs/errors.md. */
  public ErrorCode code() {
    return code;
  }
}

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
 * Every failure of this library that a user can do something about. The message names the user's
 * own value, where it was met, what there is instead and what to do; {@link #code()} tells programs
 * which failure it is.
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
   * A failure with what to do about this very case.
   *
   * @param remedy whole sentences, which fill the last place of the code's message
   * @param arguments fill the places before it, in order
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

  /** As JSON has it: {@code {"code": "UnknownLayer", "message": …}}, the code not said twice. */
  @JsonValue
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", code.id());
    map.put("message", String.valueOf(getMessage()).substring(code.mark().length()));
    return map;
  }

  /**
   * The message in the words of where it is read; {@link #getMessage()} has those of Java. What was
   * serialised and read again speaks Java everywhere.
   */
  public String message(Wording wording) {
    return arguments == null ? String.valueOf(getMessage()) : code.message(wording, arguments);
  }

  /** What to do about this very case, as the message says it; empty where the code says it all. */
  public Optional<String> remedy() {
    return Optional.ofNullable(remedy);
  }

  /** Which failure this is; documented in docs/errors.md. */
  public ErrorCode code() {
    return code;
  }
}

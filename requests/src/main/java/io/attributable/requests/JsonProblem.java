package io.attributable.requests;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Pattern;

/** Says what is wrong with a text that is no JSON, without words about the reader. */
final class JsonProblem {
  private static final Pattern START =
      Pattern.compile("start marker at \\[Source: .*?; (line: \\d+, column: \\d+)]");

  /** Settings of the reader, which callers cannot change. */
  private static final Pattern SETTING =
      Pattern.compile("(, from `[^`]*`)|(: enable `[^`]*` to allow)|( \\(?`[^`]*` disabled\\)?)");

  private static final Pattern NOT_FINITE = Pattern.compile("'([+-]?(NaN|INF|Infinity))'");

  private JsonProblem() {}

  static String of(JsonProcessingException failure) {
    String words = failure.getOriginalMessage();
    String plain = SETTING.matcher(START.matcher(words).replaceAll("begun at $1")).replaceAll("");
    String remedy =
        NOT_FINITE.matcher(plain).find()
            ? "; write \"NaN\", \"Infinity\" or \"-Infinity\" as texts"
            : "";
    return "it is not JSON" + where(failure.getLocation()) + ": " + plain + remedy;
  }

  private static String where(JsonLocation place) {
    return place == null
        ? ""
        : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
  }
}

package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of configurations. */
final class Words {
  private Words() {}

  /** A value that may be left out; Maven gives an empty element as null or as nothing. */
  static Optional<String> optional(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
  }

  /**
   * A value that must be there.
   *
   * @throws AttributionException BAD_OPTION
   */
  static String required(String parameter, @Nullable String value, String form) {
    return optional(value).orElseThrow(() -> bad(parameter, "", form));
  }

  /**
   * Values that must be there each; Maven gives an empty element as null.
   *
   * @throws AttributionException BAD_OPTION
   */
  static <T> List<T> each(String parameter, List<? extends @Nullable T> values, String form) {
    List<T> all = new ArrayList<>();
    for (T value : values) {
      if (value == null) {
        throw bad(parameter, "", form);
      }
      all.add(value);
    }
    return List.copyOf(all);
  }

  static AttributionException bad(String parameter, String value, String form) {
    return new AttributionException(ErrorCode.BAD_OPTION, parameter, value, form);
  }
}

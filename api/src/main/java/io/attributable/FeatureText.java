package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is said of a feature that is a reason, such as "Debt is high relative to income". Immutable,
 * safe for any number of threads.
 *
 * @param against where it spoke against the target
 * @param inFavour where it spoke for the target
 */
public record FeatureText(Optional<String> against, Optional<String> inFavour) {
  /** Requires both to be there or empty. */
  public FeatureText {
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(inFavour, "inFavour");
  }

  /** The same text on both sides. */
  public static FeatureText of(String text) {
    Objects.requireNonNull(text, "text");
    return new FeatureText(Optional.of(text), Optional.of(text));
  }

  /** A text for each side. */
  public static FeatureText of(String against, String inFavour) {
    Objects.requireNonNull(against, "against");
    Objects.requireNonNull(inFavour, "inFavour");
    return new FeatureText(Optional.of(against), Optional.of(inFavour));
  }

  /** The text of one side. */
  public Optional<String> of(ReasonSide side) {
    Objects.requireNonNull(side, "side");
    return side == ReasonSide.AGAINST ? against : inFavour;
  }

  /** A text, or {@code {"against": …, "for": …}} where there are two. */
  @JsonValue
  public Object toJson() {
    if (against.isPresent() && against.equals(inFavour)) {
      return against.get();
    }
    Map<String, String> map = new LinkedHashMap<>();
    against.ifPresent(text -> map.put(ReasonSide.AGAINST.word(), text));
    inFavour.ifPresent(text -> map.put(ReasonSide.FOR.word(), text));
    return map;
  }
}

package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions of TensorFlow Java the class path has. What does not go together loads as often as
 * not, and fails in the middle of a request, with a method that is missing.
 *
 * <p>A native library that is older than the API lacks functions which the API calls; a newer one
 * has had them all (1.0.0, 1.1.0 and 1.2.0 were compared). An unknown version is no reason to
 * refuse anything.
 *
 * @param api of tensorflow-core-api
 * @param library of the jar that the native library would be loaded from
 * @param ndarray of ndarray
 */
record TensorFlowVersions(
    Optional<String> api, Optional<String> library, Optional<String> ndarray) {

  /** What this library is compiled against and tested with. */
  static final String TESTED = "1.1.0";

  static final String TESTED_NDARRAY = "1.0.0";

  private static final String API = "org.tensorflow:tensorflow-core-api";
  private static final String LIBRARY = "org.tensorflow:tensorflow-core-native";
  private static final String NDARRAY = "org.tensorflow:ndarray";
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

  /** Two versions that cannot work together; the error names both. */
  Optional<AttributionException> conflict() {
    String known = api.orElse(TESTED);
    if (api.isPresent() && isBelow(known, TESTED)) {
      return Optional.of(
          conflict(API, known, "Attributable, which needs " + TESTED + " or newer", TESTED));
    }
    if (ndarray.isPresent() && isBelow(ndarray.get(), TESTED_NDARRAY)) {
      String needs = "Attributable, which needs " + TESTED_NDARRAY + " or newer";
      return Optional.of(conflict(NDARRAY, ndarray.get(), needs, TESTED_NDARRAY));
    }
    if (library.isPresent() && isBelow(library.get(), known)) {
      return Optional.of(conflict(LIBRARY, library.get(), API + " " + known, known));
    }
    return Optional.empty();
  }

  /** Versions that go together as far as is known, but were not tried. */
  Optional<String> doubt() {
    boolean newer =
        api.filter(version -> isBelow(TESTED, version)).isPresent()
            || library.filter(version -> isBelow(TESTED, version)).isPresent();
    return newer
        ? Optional.of(
            "TensorFlow Java is newer than what Attributable was tested with (%s): %s %s, %s %s"
                .formatted(TESTED, API, api.orElse("?"), LIBRARY, library.orElse("?")))
        : Optional.empty();
  }

  private static AttributionException conflict(
      String artifact, String version, String other, String wanted) {
    return new AttributionException(
        ErrorCode.VERSION_CONFLICT, artifact, version, other, artifact, wanted);
  }

  /** Compares the three numbers; a text that is no version is not below any. */
  static boolean isBelow(String one, String other) {
    Matcher left = NUMBERS.matcher(one);
    Matcher right = NUMBERS.matcher(other);
    if (!left.matches() || !right.matches()) {
      return false;
    }
    for (int i = 1; i <= 3; i++) {
      int difference = Integer.compare(number(left, i), number(right, i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int number(Matcher version, int group) {
    String digits = version.group(group);
    return digits == null ? 0 : Integer.parseInt(digits.length() > 9 ? "999999999" : digits);
  }
}

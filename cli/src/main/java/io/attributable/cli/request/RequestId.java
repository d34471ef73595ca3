package io.attributable.cli.request;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.Set;
import java.util.regex.Pattern;

/** Which ids can be the names of folders, everywhere and without leaving the output folder. */
final class RequestId {
  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Set<String> PARENTS = Set.of(".", "..");
  private static final String TAKEN = ".attributable-";
  private static final int LONGEST = 200;

  private RequestId() {}

  /** Whether a folder can have this name. */
  static boolean isSafe(String id) {
    return id.length() <= LONGEST
        && !PARENTS.contains(id)
        && !id.startsWith(TAKEN)
        && CHARACTERS.matcher(id).matches();
  }

  /**
   * Refuses ids that no folder can have.
   *
   * @throws AttributionException UNSAFE_ID
   */
  static void check(String id) {
    if (!isSafe(id)) {
      throw new AttributionException(ErrorCode.UNSAFE_ID, AbbreviatedValue.of(id), problem(id));
    }
  }

  private static String problem(String id) {
    if (id.isEmpty()) {
      return "it is empty";
    }
    if (PARENTS.contains(id) || id.contains("/") || id.contains("\\")) {
      return "it leaves the output folder or names one inside another";
    }
    if (id.startsWith(TAKEN)) {
      return "names that begin so are taken by the run itself";
    }
    return id.length() > LONGEST
        ? "it has more than " + LONGEST + " characters"
        : "it has other characters";
  }
}

package io.attributable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a source where a code is followed by the arguments of its message.
 *
 * @param code the constant's name
 * @param arguments how many follow it in the same argument list
 */
record ErrorCodeUse(String code, int arguments) {
  private static final Pattern CODE = Pattern.compile("\\bErrorCode\\.([A-Z_]+)\\s*(?=,)");

  /** All uses in a source that give arguments. */
  static List<ErrorCodeUse> in(String source) {
    List<ErrorCodeUse> uses = new ArrayList<>();
    Matcher matcher = CODE.matcher(source);
    while (matcher.find()) {
      uses.add(new ErrorCodeUse(matcher.group(1), commas(source, matcher.end())));
    }
    return uses;
  }

  /** Counts the commas up to the end of the argument list, but for those in nested ones. */
  private static int commas(String source, int from) {
    int commas = 0;
    int depth = 0;
    boolean text = false;
    for (int i = from; depth >= 0; i++) {
      char letter = source.charAt(i);
      if (text) {
        text = letter != '"';
        i += letter == '\\' ? 1 : 0;
      } else if (letter == '"') {
        text = true;
      } else if (letter == '\'') {
        i = source.indexOf('\'', i + (source.charAt(i + 1) == '\\' ? 3 : 2));
      } else {
        depth += "([{".indexOf(letter) >= 0 ? 1 : ")]}".indexOf(letter) >= 0 ? -1 : 0;
        commas += letter == ',' && depth == 0 ? 1 : 0;
      }
    }
    return commas;
  }
}

package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.FeatureGrouping;
import io.attributable.cli.request.ArrayFile;
import io.attributable.cli.request.GroupsFile;
import io.attributable.cli.request.InputJson;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A parameter by input on the command line: {@code 0.5} for all inputs, {@code INPUT=0.5} and
 * {@code INPUT=FILE.npy}, {@code INPUT=8,8,3} or {@code INPUT="TEXT"} for one, as often as there
 * are inputs; {@code blur:5} blurs, along axes 2 and 3 as {@code blur:5:2+3}, and {@code
 * mean:FILE.npy} is the mean of rows. A mask has words of its own, such as {@code INPUT=words}.
 */
final class ByInputText {
  /** Several whole numbers, such as the sizes of a window. */
  private static final Pattern NUMBERS = Pattern.compile("\\d+(,\\d+)+");

  private static final String SEPARATOR = "=";
  private static final String BLUR = "blur:";
  private static final String MEAN = "mean:";
  private static final String ALONG = "along:";
  private static final String SUPERPIXELS = "superpixels:";

  /** Holds which elements are one feature. */
  private static final String MASK = "mask";

  private final String method;
  private final String parameter;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private ByInputText(String method, String parameter) {
    this.method = method;
    this.parameter = parameter;
  }

  /**
   * The value as methods read it.
   *
   * @param method its name, for messages
   * @param parameter its name
   * @param texts the values of all its options, at least one
   * @throws AttributionException METHOD_PARAMETER, UNREADABLE_FILE
   */
  static Object read(String method, String parameter, List<String> texts) {
    if (texts.size() == 1 && !texts.get(0).contains(SEPARATOR) && !texts.get(0).startsWith(BLUR)) {
      return texts.get(0);
    }
    ByInputText text = new ByInputText(method, parameter);
    texts.forEach(text::add);
    return text.values;
  }

  private void add(String text) {
    int separator = text.indexOf(SEPARATOR);
    if (separator == 0 || separator == text.length() - 1) {
      throw invalid(
          "cannot be \"" + text + "\": write INPUT=NUMBER, INPUT=\"TEXT\" or INPUT=FILE.npy");
    }
    String input = separator < 0 ? Baseline.OTHERS : text.substring(0, separator);
    String word = text.substring(separator + 1);
    Object value = separator < 0 && !word.startsWith(BLUR) ? word : value(input, word);
    if (values.put(input, value) != null) {
      throw invalid(
          separator < 0
              ? "is given two numbers for all inputs, \"" + text + "\" being the second"
              : "is given twice for \"" + input + "\"");
    }
  }

  private Object value(String input, String word) {
    if (word.startsWith(BLUR)) {
      return blur(word.substring(BLUR.length()));
    }
    if (InputJson.isQuoted(word)) {
      return ArrayFile.text(InputJson.unquoted(word));
    }
    if (word.startsWith(MEAN)) {
      return Map.of("mean", ArrayFile.read(parameter, input, path(word.substring(MEAN.length()))));
    }
    if (word.startsWith(ALONG)) {
      return Map.of("along", word.substring(ALONG.length()));
    }
    if (word.startsWith(SUPERPIXELS)) {
      return Map.of("superpixels", word.substring(SUPERPIXELS.length()));
    }
    if (parameter.equals(MASK) && FeatureGrouping.read(word).isPresent()) {
      return word;
    }
    if (parameter.equals(MASK) && GroupsFile.isOne(word)) {
      return GroupsFile.read(path(word));
    }
    if (NUMBERS.matcher(word).matches()) {
      return word;
    }
    try {
      return Double.valueOf(word);
    } catch (NumberFormatException e) {
      return ArrayFile.read(parameter, input, path(word));
    }
  }

  private Map<String, Object> blur(String words) {
    String[] parts = words.split(":", 2);
    try {
      Map<String, Object> blur = new LinkedHashMap<>();
      blur.put("blur", Double.valueOf(parts[0]));
      if (parts.length > 1) {
        blur.put("axes", Arrays.stream(parts[1].split("\\+", -1)).map(Integer::valueOf).toList());
      }
      return blur;
    } catch (NumberFormatException e) {
      throw invalid(
              "cannot be \"blur:%s\": write blur:5, or blur:5:2+3 for axes 2 and 3"
                  .formatted(words))
          .causedBy(e);
    }
  }

  private Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw invalid("has a file name that cannot be: \"" + word + "\"").causedBy(e);
    }
  }

  private AttributionException invalid(String problem) {
    return new AttributionException(ErrorCode.METHOD_PARAMETER, method, parameter, problem);
  }
}

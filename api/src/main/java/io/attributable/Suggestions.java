package io.attributable;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Suggestions for a mistyped name: the nearest names by edit distance. Safe for any number of
 * threads.
 */
public final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * The end of a message: {@code Did you mean "a" or "b"?} with a space in front, or an empty text
   * where no name is near.
   */
  public static String didYouMean(String wanted, Collection<String> names) {
    List<String> nearest = nearest(wanted, names);
    return nearest.isEmpty()
        ? ""
        : nearest.stream()
            .map(name -> '"' + name + '"')
            .collect(Collectors.joining(" or ", " Did you mean ", "?"));
  }

  /** At most three names, nearest first. */
  public static List<String> nearest(String wanted, Collection<String> names) {
    String low = wanted.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, wanted.length() / 3);
    record Scored(String name, int distance) {}
    return names.stream()
        .distinct()
        .filter(name -> Math.abs(name.length() - wanted.length()) <= limit)
        .map(name -> new Scored(name, distance(low, name.toLowerCase(Locale.ROOT))))
        .filter(scored -> scored.distance <= limit)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(MOST)
        .map(Scored::name)
        .collect(Collectors.toList());
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above[j]));
      }
      above = row;
    }
    return above[b.length()];
  }
}

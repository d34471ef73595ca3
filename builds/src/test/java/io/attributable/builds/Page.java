package io.attributable.builds;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, and the code in it. */
record Page(String path, String text) {
  private static final Pattern CODE =
      Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  static Page of(String path) throws IOException {
    return new Page(path, Files.readString(Settings.root().resolve(path)));
  }

  /** The only code of a language that holds the words. */
  String code(String language, String words) {
    List<String> found =
        CODE.matcher(text)
            .results()
            .filter(block -> block.group(1).equals(language))
            .map(block -> block.group(2))
            .filter(code -> code.contains(words))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " blocks of " + language + " in " + path + " hold: " + words);
    }
    return found.get(0);
  }
}

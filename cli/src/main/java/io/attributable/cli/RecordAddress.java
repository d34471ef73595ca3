package io.attributable.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of a log, or all of them: {@code LOG#N} or {@code LOG}.
 *
 * @param file the folder of the log, or the file of one record
 * @param number of the record's entry
 */
record RecordAddress(Path file, OptionalLong number) {
  private static final Pattern NUMBERED = Pattern.compile("(.+)#(\\d{1,18})");

  /** Reads an address; empty if there is none. */
  static Optional<RecordAddress> of(String text) {
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      long number = Long.parseLong(numbered.group(2));
      return Optional.of(new RecordAddress(Path.of(numbered.group(1)), OptionalLong.of(number)));
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecordAddress(Path.of(text), OptionalLong.empty()));
  }
}

package io.attributable.graph.lock;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a lock file, and reports the first invalid line. */
final class LockReader {
  private static final Pattern SECTION = Pattern.compile("\\[(.*)\\]");

  private final String file;
  private final String writing;
  private final SortedMap<String, LockSection> sections = new TreeMap<>();
  private final List<LockLine> lines = new ArrayList<>();
  private final Set<String> texts = new HashSet<>();
  private @Nullable String type;
  private boolean begun;
  private int number;

  /**
   * A reader of one file.
   *
   * @param file what messages call it
   * @param writing what to do to have it written
   */
  LockReader(String file, String writing) {
    this.file = file;
    this.writing = writing;
  }

  /**
   * The sections by their interfaces.
   *
   * @throws AttributionException CORRUPT_LOCK
   */
  SortedMap<String, LockSection> read(String text) {
    for (String line : text.split("\\R", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        read(line.strip(), SECTION.matcher(line.strip()));
      }
    }
    if (!begun) {
      throw headless();
    }
    endSection();
    return sections;
  }

  private void read(String line, Matcher section) {
    if (!begun) {
      begin(line);
    } else if (section.matches() && LockSection.isName(section.group(1))) {
      endSection();
      beginSection(section.group(1));
    } else {
      add(line);
    }
  }

  private void begin(String line) {
    if (!line.equals(LockFile.FIRST_LINE)) {
      throw headless();
    }
    begun = true;
  }

  private void beginSection(String name) {
    if (sections.containsKey(name)) {
      throw corrupt("section [" + name + "] is there twice");
    }
    type = name;
  }

  private void endSection() {
    if (type != null) {
      sections.put(type, new LockSection(type, lines));
    }
    lines.clear();
    texts.clear();
  }

  private void add(String line) {
    if (type == null) {
      throw corrupt("it stands in front of the first section");
    }
    if (!texts.add(line)) {
      throw corrupt("section [" + type + "] says it twice");
    }
    lines.add(
        LockLine.parse(line, number)
            .orElseThrow(() -> corrupt("\"" + line + "\" is nothing a lock file says")));
  }

  private AttributionException headless() {
    return corrupt("the file does not begin with \"" + LockFile.FIRST_LINE + "\"");
  }

  private AttributionException corrupt(String reason) {
    return new AttributionException(ErrorCode.CORRUPT_LOCK, number, file, reason, writing);
  }
}

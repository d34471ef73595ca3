package io.attributable.processor.compiler;

import java.util.Locale;
import java.util.Optional;

/** What becomes of lock files. */
public enum LockMode {
  /** What a model has to be is written down. */
  WRITE,
  /** Models are held against their lock files, which have to be there. */
  CHECK,
  /** Models are checked against existing lock files. The default. */
  CHECK_IF_THERE,
  /** Lock files are not looked at. */
  OFF;

  /** The words that the option can have. */
  static final String WORDS = "write, check or off";

  /** The word in the option's value, such as {@code write}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<LockMode> of(String word) {
    for (LockMode mode : new LockMode[] {WRITE, CHECK, OFF}) {
      if (mode.word().equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}

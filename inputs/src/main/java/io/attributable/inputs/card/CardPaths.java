package io.attributable.inputs.card;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files that a card names. */
final class CardPaths {
  private CardPaths() {}

  static Path resolve(Path folder, CardObject object, String key, String file) {
    try {
      return folder.resolve(file);
    } catch (InvalidPathException e) {
      throw object
          .wrong(key, "\"%s\" has a file name that cannot be: \"%s\"".formatted(key, file))
          .causedBy(e);
    }
  }
}

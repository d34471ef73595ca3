package io.attributable.inputs.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where the files are that a card names.
 *
 * @param path of the folder that their names are relative to
 * @param closed whether all of them have to be in it, links followed: a card that came with a model
 *     is trusted no more than the model
 */
record CardFolder(Path path, boolean closed) {

  /**
   * The file of a name.
   *
   * @throws io.attributable.AttributionException BAD_CARD
   */
  Path resolve(CardObject object, String key, String file) {
    try {
      Path resolved = path.resolve(file);
      if (closed && !holds(resolved)) {
        throw object.wrong(
            key,
            "\"%s\" names \"%s\", which is not in the model's directory; such a card has to be given with --card"
                .formatted(key, file));
      }
      return resolved;
    } catch (InvalidPathException e) {
      throw object
          .wrong(key, "\"%s\" has a file name that cannot be: \"%s\"".formatted(key, file))
          .causedBy(e);
    }
  }

  private boolean holds(Path file) {
    Path here = path.toAbsolutePath().normalize();
    if (!file.toAbsolutePath().normalize().startsWith(here)) {
      return false;
    }
    try {
      return !Files.exists(file) || file.toRealPath().startsWith(path.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}

package io.attributable.processor.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The name that a model in a developer's project has among the resources of the application. */
final class ResourceName {
  private ResourceName() {}

  /**
   * The name, with slashes; nothing for paths that cannot be one: absolute ones, and those that
   * lead out of the folder they start in.
   *
   * @param savedModel the model's directory as written
   */
  static Optional<String> of(String savedModel) {
    String path = savedModel.replace('\\', '/');
    if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        return Optional.empty();
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}

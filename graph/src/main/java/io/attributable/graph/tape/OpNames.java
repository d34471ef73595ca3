package io.attributable.graph.tape;

import io.attributable.graph.op.PackagedFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a list of op names, one per line, from a resource next to this class. */
final class OpNames {
  private OpNames() {}

  static Set<String> read(String resource) {
    try (InputStream stream = PackagedFile.open(OpNames.class, resource)) {
      return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

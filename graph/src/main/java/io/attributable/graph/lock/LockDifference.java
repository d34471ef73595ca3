package io.attributable.graph.lock;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compares a model with its lock, line by line. */
final class LockDifference {
  private final LockSection lock;
  private final LockSection model;

  LockDifference(LockSection lock, LockSection model) {
    this.lock = lock;
    this.model = model;
  }

  /** What only one side has, the same thing's lines together, each with its sign in front. */
  List<String> lines() {
    Set<String> keys = new LinkedHashSet<>();
    Stream.of(lock, model)
        .flatMap(section -> section.lines().stream())
        .forEach(line -> keys.add(line.key()));
    return keys.stream().flatMap(this::lines).toList();
  }

  private Stream<String> lines(String key) {
    return Stream.concat(
        only(lock, model, key).map(line -> "- " + line.text() + " (line " + line.number() + ")"),
        only(model, lock, key).map(line -> "+ " + line.text()));
  }

  private static Stream<LockLine> only(LockSection here, LockSection there, String key) {
    Set<String> other = new HashSet<>(there.texts());
    return here.of(key).stream().filter(line -> !other.contains(line.text()));
  }
}

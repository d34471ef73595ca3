package io.attributable.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a loaded model is, and what computes with it: all that two runs must have in common to give
 * the same numbers. Immutable, safe for any number of threads.
 *
 * @param name what messages call the model
 * @param signature the signature that {@code graph} is about
 * @param graph {@code sha256:} and 64 digits: a hash of what the signature's graph computes, as in
 *     lock files; independent of names, and of the values of variables
 * @param weights {@code sha256:} and 64 digits: a hash of the files of variables and assets, their
 *     paths and contents
 * @param files by path within the model's directory, the hash of each file that TensorFlow reads
 * @param versions by name: of this library, TensorFlow, Java
 * @param environment the processor, the operating system, the device
 * @param options how the model was loaded, as far as that changes numbers
 */
public record ModelIdentity(
    String name,
    String signature,
    String graph,
    String weights,
    SortedMap<String, String> files,
    SortedMap<String, String> versions,
    SortedMap<String, Object> environment,
    SortedMap<String, Object> options) {

  /** Copies the maps. */
  public ModelIdentity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(signature, "signature");
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(weights, "weights");
    files = copy(files);
    versions = copy(versions);
    environment = copy(environment);
    options = copy(options);
  }

  private static <V> SortedMap<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}

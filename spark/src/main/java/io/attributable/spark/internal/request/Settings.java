package io.attributable.spark.internal.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a transformer is set to.
 *
 * @param name of the transformer, for messages
 * @param modelPath empty if nobody said
 * @param feedDict columns by input; empty for those that are called as inputs
 * @param words of the request, by the name of the param
 */
public record Settings(
    String name,
    Optional<String> modelPath,
    Optional<String> signature,
    Map<String, String> feedDict,
    List<String> layers,
    Map<String, String> words,
    Optional<String> targetCol,
    int batchSize,
    int threads,
    String outputCol,
    Optional<String> predictionCol,
    Optional<String> errorCol) {
  /** Copies the collections. */
  public Settings {
    feedDict = Map.copyOf(feedDict);
    layers = List.copyOf(layers);
    words = Map.copyOf(words);
  }
}

package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.Weights;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A SavedModel in a directory.
 *
 * @param path the directory
 * @param file what lies in it
 */
record DirectoryOrigin(Path path, SavedModelFile file) implements ModelOrigin {
  /** A graph is one protocol buffer, which ends at 2 GiB; the rest is for everything else. */
  private static final long LARGEST_GRAPH = 1900L << 20;

  static DirectoryOrigin of(Path path) {
    return new DirectoryOrigin(path, SavedModelFile.read(path));
  }

  @Override
  public SessionGraph open(ModelOptions options) {
    return SessionGraph.load(path, file, options);
  }

  @Override
  public LayerLookup layers(LayerIndex index) {
    return new ScopedLayers(index);
  }

  @Override
  public WeightedGraph weighted(FlatGraph graph, ModelOptions options, SessionGraph session) {
    List<FlatNode> variables = Weights.variables(graph);
    long bytes = Weights.bytes(variables);
    boolean freeze =
        switch (options.weights()) {
          case FROZEN -> true;
          case VARIABLES -> false;
          case AUTO -> bytes <= Math.min(options.frozenLimitBytes(), LARGEST_GRAPH);
        };
    if (!freeze) {
      return new WeightedGraph(graph, LiveWeights.none());
    }
    requireSize(graph, bytes);
    return new WeightedGraph(
        Weights.freeze(graph, new VariableReader(session).read(variables)), LiveWeights.none());
  }

  /**
   * Checks that weights can be constants.
   *
   * @throws AttributionException MODEL_TOO_LARGE
   */
  static void requireSize(FlatGraph graph, long bytes) {
    if (bytes > LARGEST_GRAPH) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE,
          graph.model(),
          "its weights take "
              + bytes
              + " bytes, more than a graph can hold as constants; use WeightSource.VARIABLES");
    }
  }
}

package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A SavedModel in a directory.
 *
 * @param directory where it lies; closed with this
 * @param file what lies in it
 */
record DirectoryOrigin(ModelDirectory directory, SavedModelFile file) implements ModelOrigin {
  /**
   * Reads it, and refuses what would not survive in TensorFlow.
   *
   * @throws AttributionException what reading can bring
   */
  static DirectoryOrigin of(ModelDirectory directory, ModelOptions options) {
    try {
      SavedModelFile file = directory.read().withOps(OpLibraries.load(options.opLibraries()));
      FileCheck.require(file);
      return new DirectoryOrigin(directory, file);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public Path path() {
    return directory.given();
  }

  /** TensorFlow reads the graph once more, and the variables: all has to be of one model. */
  @Override
  public SessionGraph open(ModelOptions options) {
    directory.requireSame();
    SessionGraph session;
    try {
      session = SessionGraph.load(directory.real(), file, options);
    } catch (AttributionException e) {
      directory.requireSame();
      throw e;
    }
    try {
      directory.requireSame();
      return session;
    } catch (AttributionException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void close() {
    directory.close();
  }

  @Override
  public LayerLookup layers(LayerIndex index) {
    return new ScopedLayers(index);
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public WeightedGraph live(FlatGraph graph) {
    return new WeightedGraph(graph, LiveWeights.none());
  }

  @Override
  public WeightedGraph frozen(FlatGraph graph, SessionGraph own) {
    List<FlatNode> variables = FrozenVariables.variables(graph);
    VariableReader reader = new VariableReader(own, FileReads.of(file.graph()));
    return new WeightedGraph(
        FrozenVariables.freeze(graph, reader.read(variables)), LiveWeights.none());
  }
}

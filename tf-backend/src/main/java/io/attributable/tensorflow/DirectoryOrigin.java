package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FileCheck;
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
  /**
   * Reads it, and refuses what would not survive in TensorFlow.
   *
   * @throws AttributionException what reading can bring
   */
  static DirectoryOrigin of(Path path, ModelOptions options) {
    SavedModelFile file =
        SavedModelFile.read(path).withOps(OpLibraries.load(options.opLibraries()));
    FileCheck.require(file);
    return new DirectoryOrigin(path, file);
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
  public boolean changes() {
    return false;
  }

  @Override
  public WeightedGraph live(FlatGraph graph) {
    return new WeightedGraph(graph, LiveWeights.none());
  }

  @Override
  public WeightedGraph frozen(FlatGraph graph, SessionGraph own) {
    List<FlatNode> variables = Weights.variables(graph);
    VariableReader reader = new VariableReader(own, FileReads.of(file.graph()));
    return new WeightedGraph(Weights.freeze(graph, reader.read(variables)), LiveWeights.none());
  }
}

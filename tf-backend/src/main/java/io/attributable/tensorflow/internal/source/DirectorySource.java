package io.attributable.tensorflow.internal.source;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.internal.files.FileHashes;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.layer.ScopedLayers;
import io.attributable.tensorflow.internal.runtime.OpLibraries;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.session.VariableReadNodes;
import io.attributable.tensorflow.internal.session.VariableReader;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A SavedModel in a directory.
 *
 * @param directory closed with this
 * @param file its content
 */
public record DirectorySource(ModelDirectory directory, SavedModelFile file)
    implements ModelSource {
  /**
   * Reads it, and refuses what would not survive in TensorFlow.
   *
   * @throws AttributionException what reading can bring
   */
  public static DirectorySource of(ModelDirectory directory, ModelOptions options) {
    try {
      SavedModelFile file =
          directory.read().under(options.ops()).withOps(OpLibraries.load(options.opLibraries()));
      FileCheck.require(file);
      OpPolicyCheck.requireLoadable(file);
      return new DirectorySource(directory, file);
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

  /** A file that was exchanged meanwhile is not the one that is loaded. */
  @Override
  public SortedMap<String, String> fileHashes() {
    directory.requireSame();
    SortedMap<String, String> hashes = FileHashes.of(directory.real());
    directory.requireSame();
    return hashes;
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
  public GraphWithWeights live(FlatGraph graph) {
    return new GraphWithWeights(graph, FedWeights.none());
  }

  @Override
  public GraphWithWeights frozen(FlatGraph graph, SessionGraph own) {
    List<FlatNode> variables = FrozenVariables.variables(graph);
    VariableReader reader = new VariableReader(own, VariableReadNodes.of(file.graph()));
    return new GraphWithWeights(
        FrozenVariables.freeze(graph, reader.read(variables)), FedWeights.none());
  }
}

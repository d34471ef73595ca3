package io.attributable.tensorflow.internal.session;

import io.attributable.graph.flat.LoadableSubgraph;
import io.attributable.graph.savedmodel.Assets;
import io.attributable.graph.savedmodel.InitOp;
import io.attributable.graph.savedmodel.OpRegistry;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TString;

/**
 * Loads the loadable part of a model with ops that TensorFlow does not have, or with a signature
 * that its Java part cannot read. It does the same as TensorFlow's own loader
 * (cc/saved_model/loader.cc), but with a part of the graph: import it, restore the variables, run
 * the op that fills tables.
 */
final class PartialModelLoader {
  private final SavedModelFiles files;
  private final SavedModelFile file;
  private final MetaGraphDef model;
  private final GraphDef part;
  private final Set<String> nodes = new HashSet<>();

  PartialModelLoader(Path directory, SavedModelFile file) {
    this.files = new SavedModelFiles(directory);
    this.file = file;
    this.model = file.metaGraph();
    this.part = LoadableSubgraph.of(file.graph(), file.ops());
    part.getNodeList().forEach(node -> nodes.add(node.getName()));
  }

  /** Imports the part into a graph. */
  void importInto(Graph graph) {
    graph.importGraphDef(SafeProducts.in(part));
  }

  /** Restores variables and fills tables. */
  void initialise(Session session) {
    if (files.hasCheckpoint()) {
      String op = model.getSaverDef().getRestoreOpName();
      require(op);
      run(session, op, Optional.of(model.getSaverDef().getFilenameTensorName()));
    }
    Optional<String> init = InitOp.of(model);
    init.ifPresent(this::require);
    init.ifPresent(op -> run(session, op, Optional.empty()));
  }

  /** What is not there any more needed an op that is not known. */
  private void require(String op) {
    if (nodes.contains(op)) {
      return;
    }
    NodeDef unknown = firstUnknown();
    throw OpRegistry.unknown(unknown.getOp(), unknown.getName(), file.name());
  }

  private NodeDef firstUnknown() {
    List<NodeDef> all = new ArrayList<>(file.graph().getNodeList());
    Set<String> functions = new HashSet<>();
    file.graph()
        .getLibrary()
        .getFunctionList()
        .forEach(
            function -> {
              all.addAll(function.getNodeDefList());
              functions.add(function.getSignature().getName());
            });
    return all.stream()
        .filter(node -> !functions.contains(node.getOp()) && !file.ops().isLoaded(node.getOp()))
        .findFirst()
        .orElseThrow();
  }

  private void run(Session session, String op, Optional<String> checkpoint) {
    List<Tensor> fed = new ArrayList<>();
    Session.Runner runner = session.runner().addTarget(op);
    try {
      checkpoint.ifPresent(tensor -> feed(runner, fed, tensor, files.checkpoint()));
      for (AssetFileDef asset : Assets.of(file)) {
        String tensor = asset.getTensorInfo().getName();
        if (nodes.contains(TensorRef.parse(tensor).node())) {
          feed(runner, fed, tensor, files.assetPath(asset.getFilename()));
        }
      }
      runner.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static void feed(Session.Runner runner, List<Tensor> fed, String tensor, Path path) {
    TString value = TString.scalarOf(path.toString());
    fed.add(value);
    runner.feed(tensor, value);
  }
}

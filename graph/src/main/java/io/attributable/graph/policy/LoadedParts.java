package io.attributable.graph.policy;

import io.attributable.graph.savedmodel.Assets;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;

/**
 * What TensorFlow's loader runs (tensorflow/cc/saved_model/loader.cc, loader_util.cc): the op that
 * restores variables, and, in another run, those that initialise. The saver's other half is never
 * run.
 *
 * @param roots nodes that are run
 * @param fed tensors that the loader gives names of files: of assets, and where it restores, of the
 *     checkpoint
 */
record LoadedParts(Set<String> roots, Set<String> fed) {
  private static final String INIT = "__saved_model_init_op";
  private static final List<String> OLD_INITS = List.of("saved_model_main_op", "legacy_init_op");

  /** One for each run. */
  static List<LoadedParts> of(SavedModelFile file) {
    return List.of(restoring(file), initialising(file));
  }

  private static LoadedParts restoring(SavedModelFile file) {
    SaverDef saver = file.metaGraph().getSaverDef();
    Set<String> roots = new HashSet<>();
    Set<String> fed = assets(file);
    if (!saver.getRestoreOpName().isEmpty()) {
      roots.add(node(saver.getRestoreOpName()));
    }
    if (!saver.getFilenameTensorName().isEmpty()) {
      fed.add(ReachedNodes.tensor(saver.getFilenameTensorName()));
    }
    return new LoadedParts(roots, fed);
  }

  private static LoadedParts initialising(SavedModelFile file) {
    MetaGraphDef model = file.metaGraph();
    Set<String> roots = new HashSet<>();
    SignatureDef init = model.getSignatureDefMap().get(INIT);
    if (init != null) {
      init.getOutputsMap().values().forEach(tensor -> roots.add(node(tensor.getName())));
    }
    for (String collection : OLD_INITS) {
      if (model.containsCollectionDef(collection)) {
        model
            .getCollectionDefOrThrow(collection)
            .getNodeList()
            .getValueList()
            .forEach(name -> roots.add(node(name)));
      }
    }
    roots.remove("");
    return new LoadedParts(roots, assets(file));
  }

  private static Set<String> assets(SavedModelFile file) {
    Set<String> tensors = new HashSet<>();
    Assets.of(file)
        .forEach(asset -> tensors.add(ReachedNodes.tensor(asset.getTensorInfo().getName())));
    return tensors;
  }

  private static String node(String tensor) {
    return tensor.isEmpty() ? "" : TensorRef.parse(tensor).node();
  }
}

package io.attributable.graph.policy;

import io.attributable.graph.savedmodel.Assets;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.tensor.TensorRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SignatureDef;

/**
 * What TensorFlow's loader runs (tensorflow/cc/saved_model/loader.cc, loader_util.cc): the op that
 * restores variables, and those that initialise. The saver's other half is never run.
 *
 * @param roots nodes that are run
 * @param fed nodes that the loader gives names of files: of the checkpoint, and of assets
 */
record LoadedParts(Set<String> roots, Set<String> fed) {
  private static final String INIT = "__saved_model_init_op";
  private static final List<String> OLD_INITS = List.of("saved_model_main_op", "legacy_init_op");

  static LoadedParts of(SavedModelFile file) {
    MetaGraphDef model = file.metaGraph();
    Set<String> roots = new HashSet<>();
    roots.add(node(model.getSaverDef().getRestoreOpName()));
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
    Set<String> fed = new HashSet<>();
    fed.add(node(model.getSaverDef().getFilenameTensorName()));
    Assets.of(file).forEach(asset -> fed.add(node(asset.getTensorInfo().getName())));
    roots.remove("");
    fed.remove("");
    return new LoadedParts(roots, fed);
  }

  private static String node(String tensor) {
    return tensor.isEmpty() ? "" : TensorRef.parse(tensor).node();
  }
}

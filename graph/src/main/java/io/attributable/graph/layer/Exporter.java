package io.attributable.graph.layer;

import java.util.Set;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/** Which tool wrote a SavedModel, read off the Python objects it recorded. */
enum Exporter {
  /** Opens each layer's scope once per layer, so that names are as the author gave them. */
  KERAS_2,
  /** Opens each layer's scope twice per call, so that the graph's names have a suffix more. */
  KERAS_3,
  /** {@code tf.Module}, TensorFlow 1 and all others. */
  OTHER;

  /** Attributes that only objects of Keras 3 have. */
  private static final Set<String> KERAS_3_ATTRIBUTES =
      Set.of("_misc_assets", "_inbound_nodes", "call_signature_parameters", "_build_shapes_dict");

  /** An attribute that only the export archive of Keras 2 has. */
  private static final String KERAS_2_ARCHIVE = "_endpoint_names";

  static Exporter of(SavedObjectGraph objects) {
    boolean keras3 = false;
    for (SavedObject object : objects.getNodesList()) {
      if (isOfKerasTwo(object)) {
        return KERAS_2;
      }
      keras3 |= hasChild(object, KERAS_3_ATTRIBUTES);
    }
    return keras3 ? KERAS_3 : OTHER;
  }

  private static boolean isOfKerasTwo(SavedObject object) {
    return object.getUserObject().getIdentifier().startsWith("_tf_keras_")
        || hasChild(object, Set.of(KERAS_2_ARCHIVE));
  }

  private static boolean hasChild(SavedObject object, Set<String> names) {
    return object.getChildrenList().stream()
        .anyMatch(child -> names.contains(child.getLocalName()));
  }
}

package io.attributable.tensorflow;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import java.nio.file.Path;

/** Where a model comes from, and what follows from that. */
interface ModelOrigin {
  /** The directory it lies in; for a model in code, its name. */
  Path path();

  /** What TensorFlow would save of it. */
  SavedModelFile file();

  /**
   * Makes a session of its own for the model.
   *
   * @throws AttributionException RUN_FAILED
   */
  SessionGraph open(ModelOptions options);

  /** What addresses of layers mean, given what the graph tells of them. */
  LayerLookup layers(LayerIndex index);

  /**
   * The graph with its weights where the options want them.
   *
   * @throws AttributionException MODEL_TOO_LARGE, UNSHARED_STATE, RUN_FAILED
   */
  WeightedGraph weighted(FlatGraph graph, ModelOptions options, SessionGraph session);
}

package io.attributable.tensorflow.internal.source;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.stored.PlanDirectory;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** Where a model comes from, and what follows from that. */
public interface ModelSource extends AutoCloseable {
  /** Its directory; for a model in code, its name. */
  Path path();

  /** What TensorFlow would save of it. */
  SavedModelFile file();

  /**
   * Makes a separate session for the model.
   *
   * @throws AttributionException RUN_FAILED, MODEL_REPLACED
   */
  SessionGraph open(ModelOptions options);

  /**
   * The session for the model's own state, which may be opened when it is needed only.
   *
   * @throws AttributionException VARIABLES_MISSING, RUN_FAILED, MODEL_REPLACED
   */
  default ModelSession session(ModelOptions options) {
    return ModelSession.of(open(options));
  }

  /** The lookup of layers by their addresses, based on the layers of the graph. */
  LayerLookup layers(LayerIndex index);

  /**
   * By path, the hashes of the files that it was loaded from; none of a model in code.
   *
   * @throws AttributionException MODEL_REPLACED, UNREADABLE_FILE
   */
  default SortedMap<String, String> fileHashes() {
    return Collections.emptySortedMap();
  }

  /** Whether its weights may become others while it is open. */
  boolean changes();

  /**
   * The graph with weights that are read at each run.
   *
   * @throws AttributionException UNSHARED_STATE
   */
  GraphWithWeights live(FlatGraph graph);

  /**
   * The graph with the weights of this moment as constants.
   *
   * @param own the model's own session
   * @throws AttributionException UNSHARED_STATE, RUN_FAILED
   */
  GraphWithWeights frozen(FlatGraph graph, ModelSession own);

  /** Where other processes leave plans of it, and find them; of most models nowhere. */
  default Optional<PlanDirectory> planDirectory() {
    return Optional.empty();
  }

  /** Gives back what its files took, when no session will be opened any more. */
  @Override
  default void close() {}
}

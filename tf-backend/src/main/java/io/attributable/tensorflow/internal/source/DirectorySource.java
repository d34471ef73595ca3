package io.attributable.tensorflow.internal.source;

import io.attributable.AttributionException;
import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.FlatNode;
import io.attributable.graph.flat.FrozenVariables;
import io.attributable.graph.flat.check.FileCheck;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.stored.WeightContents;
import io.attributable.tensorflow.internal.concurrent.BackgroundTask;
import io.attributable.tensorflow.internal.files.FileHashes;
import io.attributable.tensorflow.internal.files.ModelDirectory;
import io.attributable.tensorflow.internal.files.SavedModelFiles;
import io.attributable.tensorflow.internal.layer.LayerLookup;
import io.attributable.tensorflow.internal.layer.ScopedLayers;
import io.attributable.tensorflow.internal.runtime.NativeLibrary;
import io.attributable.tensorflow.internal.runtime.OpLibraries;
import io.attributable.tensorflow.internal.session.FedWeights;
import io.attributable.tensorflow.internal.session.GraphWithWeights;
import io.attributable.tensorflow.internal.session.ModelSession;
import io.attributable.tensorflow.internal.session.RestoredWeights;
import io.attributable.tensorflow.internal.session.SessionGraph;
import io.attributable.tensorflow.internal.session.VariableReadNodes;
import io.attributable.tensorflow.internal.session.VariableReader;
import io.attributable.tensorflow.internal.stored.PlanDirectory;
import io.attributable.tensorflow.internal.stored.PlanFingerprint;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.StatePolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.tensorflow.proto.TensorProto;

/**
 * A SavedModel in a directory. Its variables are read here where that is possible, while TensorFlow
 * starts, so that TensorFlow's loader is needed for other models only. Safe for any number of
 * threads.
 */
public final class DirectorySource implements ModelSource {
  private static final long NONE = -1;

  private final ModelDirectory directory;
  private final SavedModelFile file;
  private final BackgroundTask<Optional<RestoredWeights>> weights;
  private final Optional<BackgroundTask<Optional<PlanDirectory>>> plans;
  private volatile boolean frozenByLoader;

  private DirectorySource(ModelDirectory directory, SavedModelFile file, ModelOptions options) {
    this.directory = directory;
    this.file = file;
    this.weights =
        BackgroundTask.start(
            "attributable-weights",
            () -> RestoredWeights.read(new SavedModelFiles(directory.real()), file, most(options)));
    this.plans =
        options
            .planCache()
            .map(cache -> BackgroundTask.start("attributable-plans", () -> plans(cache, options)));
  }

  private Optional<PlanDirectory> plans(Path cache, ModelOptions options) {
    NativeLibrary.require();
    return PlanFingerprint.of(directory.real(), options)
        .map(fingerprint -> new PlanDirectory(cache, file, fingerprint, contents()));
  }

  /** How many bytes of weights plans may have as constants; none of what changes meanwhile. */
  private static long most(ModelOptions options) {
    if (options.execution().state() == StatePolicy.KEEP) {
      return NONE;
    }
    return switch (options.weights()) {
      case AUTO -> options.frozenLimitBytes();
      case FROZEN -> Long.MAX_VALUE;
      case VARIABLES -> NONE;
    };
  }

  /**
   * Reads it, and refuses what would not survive in TensorFlow.
   *
   * @param directory closed with this
   * @throws AttributionException what reading can bring
   */
  public static DirectorySource of(ModelDirectory directory, ModelOptions options) {
    try {
      options.planCache().ifPresent(PlanDirectory::require);
      SavedModelFile file =
          directory.read().under(options.ops()).withOps(OpLibraries.load(options.opLibraries()));
      FileCheck.require(file);
      OpPolicyCheck.requireLoadable(file);
      return new DirectorySource(directory, file, options);
    } catch (RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  /** Where it lies. */
  public ModelDirectory directory() {
    return directory;
  }

  @Override
  public SavedModelFile file() {
    return file;
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

  /** No file is needed any more once the weights are known. */
  @Override
  public ModelSession session(ModelOptions options) {
    Optional<RestoredWeights> known = weights();
    plans.ifPresent(BackgroundTask::close);
    if (known.isEmpty()) {
      return ModelSession.of(open(options));
    }
    directory.requireSame();
    return ModelSession.onDemand(() -> restored(known.get(), options));
  }

  /** Graphs that TensorFlow does not take in parts, its loader may take. */
  private SessionGraph restored(RestoredWeights known, ModelOptions options) {
    try {
      return SessionGraph.restored(file, known, options);
    } catch (RuntimeException e) {
      return open(options);
    }
  }

  private WeightContents contents() {
    Optional<RestoredWeights> known = weights();
    return known.isPresent() ? known.get() : WeightContents.none();
  }

  private Optional<RestoredWeights> weights() {
    Optional<RestoredWeights> read = weights.result();
    return read == null ? Optional.empty() : read;
  }

  /** Weights that TensorFlow's loader makes may be others in the next process. */
  @Override
  public Optional<PlanDirectory> planDirectory() {
    return frozenByLoader
        ? Optional.empty()
        : plans.map(BackgroundTask::result).flatMap(found -> found);
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
    weights.close();
    plans.ifPresent(BackgroundTask::close);
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
  public GraphWithWeights frozen(FlatGraph graph, ModelSession own) {
    List<FlatNode> variables = FrozenVariables.variables(graph);
    Map<String, TensorProto> values = known(variables);
    if (values.size() < variables.size()) {
      frozenByLoader = true;
      values = new VariableReader(own.get(), VariableReadNodes.of(file.graph())).read(variables);
    }
    return new GraphWithWeights(FrozenVariables.freeze(graph, values), FedWeights.none());
  }

  private Map<String, TensorProto> known(List<FlatNode> variables) {
    Map<String, TensorProto> values = new HashMap<>();
    weights()
        .ifPresent(
            known ->
                variables.forEach(
                    variable ->
                        known.of(variable).ifPresent(value -> values.put(variable.name(), value))));
    return values;
  }
}

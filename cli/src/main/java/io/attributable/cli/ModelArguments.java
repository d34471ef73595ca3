package io.attributable.cli;

import io.attributable.OpPolicy;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.internal.runtime.OpLibraries;
import io.attributable.tensorflow.observe.ModelObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which part of which model a command is about. */
final class ModelArguments {
  @Parameters(
      paramLabel = "MODEL",
      description = "The SavedModel: the directory that holds saved_model.pb.")
  private Path model = Path.of("");

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description =
          "The signature (default: serving_default, or the only one), or a function of the model's"
              + " objects: call:PATH, as inspect lists them.")
  private @Nullable String signature;

  @Option(
      names = "--op-library",
      paramLabel = "FILE",
      description =
          "A library of ops that the model needs and TensorFlow does not have, such as those of"
              + " TensorFlow Text. Repeatable.")
  private List<Path> opLibraries = new ArrayList<>();

  @Option(
      names = "--allow-op",
      paramLabel = "NAME",
      description =
          "An op that may reach outside of the model's graph, such as ReadFile; * for all."
              + " Repeatable. Without it, models are refused that would run one.")
  private List<String> allowedOps = new ArrayList<>();

  Path model() {
    return model;
  }

  /** Libraries of ops to load before the model. */
  List<Path> opLibraries() {
    return opLibraries;
  }

  /** Which ops may reach outside of the graph. */
  OpPolicy ops() {
    return OpPolicy.strict().allowing(allowedOps);
  }

  /**
   * Reads the model, with the ops that libraries bring.
   *
   * @throws io.attributable.AttributionException OP_LIBRARY, and what reading can bring
   */
  SavedModelFile read() {
    return SavedModelFile.read(model).under(ops()).withOps(OpLibraries.load(opLibraries));
  }

  /**
   * Loads the model.
   *
   * @throws io.attributable.AttributionException OP_LIBRARY, and what loading can bring
   */
  AttributableModel load(RunOptions run, ModelObserver... observers) {
    return AttributableModel.load(
        model, run.modelOptions().opLibraries(opLibraries).ops(ops()).observers(observers));
  }

  Optional<String> signature() {
    return Optional.ofNullable(signature);
  }
}

package io.attributable.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Target;
import io.attributable.UnusedLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;

/**
 * One request with what must come of it: either {@code expected} or {@code error}. Immutable.
 *
 * @param model the name of the SavedModel, for {@link Fixtures#model}
 * @param id unique within the model, and usable as a folder's name
 * @param output null for the signature's only output
 * @param targetJson the target as the request has it, see {@link #target()}
 * @param weightsFile one weight per example, where the case has weights
 * @param inputFiles the inputs' files by the inputs' names
 * @param expected one entry per layer, in the order of {@code layers}; empty if the case fails
 * @param error the code's identifier, such as {@code UnknownLayer}, if the case fails
 * @param needs what an implementation must have to serve the case, such as {@code loops}
 * @param tolerance how far a number may be off, as a part of the largest one
 */
public record GoldenCase(
    String model,
    String id,
    String signature,
    List<String> layers,
    Port port,
    Mode mode,
    @Nullable String output,
    JsonNode targetJson,
    UnusedLayer unused,
    Optional<Path> weightsFile,
    Map<String, Path> inputFiles,
    List<ExpectedLayer> expected,
    Optional<String> error,
    Optional<String> needs,
    double tolerance) {

  /**
   * The target. Read only when it is asked for, as a case may be about one that does not exist.
   *
   * @throws io.attributable.AttributionException if there is no such target
   */
  public Target target() {
    return GoldenTarget.of(targetJson);
  }

  /** The input's values. */
  public NdArray<?> input(String name) {
    Path file = inputFiles.get(name);
    if (file == null) {
      throw new IllegalArgumentException("No input " + name + " in case " + this);
    }
    return Fixtures.array(file);
  }

  /** The weights of the examples, where the case has some. */
  public Optional<double[]> weights() {
    return weightsFile.map(GoldenCase::doubles);
  }

  /** Whether any method may be asked the same: it neither fails, nor weights, nor leaves out. */
  public boolean isPlain() {
    return error.isEmpty() && weightsFile.isEmpty() && unused == UnusedLayer.ERROR;
  }

  /** The model and the case's name in it. */
  @Override
  public String toString() {
    return model + ":" + id;
  }

  private static double[] doubles(Path file) {
    List<Double> numbers = new ArrayList<>();
    Fixtures.array(file)
        .scalars()
        .forEach(scalar -> numbers.add(((Number) scalar.getObject()).doubleValue()));
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

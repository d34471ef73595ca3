package io.attributable.tensorflow.internal.stored;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.files.WholeFile;
import io.attributable.graph.optimise.FusedOps;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.graph.stored.StoredPlan;
import io.attributable.graph.stored.WeightContents;
import io.attributable.tensorflow.internal.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The plans of a model in a directory, where other processes find them. What cannot be used is
 * ignored, and a warning is logged. Safe for any number of threads and processes.
 */
public final class PlanDirectory {
  private static final String SUFFIX = ".plan";

  private final Path directory;
  private final SavedModelFile file;
  private final PlanFingerprint fingerprint;
  private final WeightContents weights;
  private final AtomicBoolean writable = new AtomicBoolean(true);

  /**
   * Plans of a model.
   *
   * @param directory made with the first plan
   * @param fingerprint of all that plans follow from
   * @param weights that plans share
   */
  public PlanDirectory(
      Path directory, SavedModelFile file, PlanFingerprint fingerprint, WeightContents weights) {
    this.directory = directory;
    this.file = file.under(file.policy().allowing(FusedOps.names()));
    this.fingerprint = fingerprint;
    this.weights = weights;
  }

  /**
   * Refuses what can never be a directory.
   *
   * @throws AttributionException UNWRITABLE_FILE
   */
  public static void require(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new AttributionException(
          ErrorCode.UNWRITABLE_FILE,
          directory,
          "plans are kept in a directory (ModelOptions.planCache), and this is none");
    }
  }

  /** A plan that was left here, if there is one that can be used. */
  public Optional<AttributionPlan> find(WantedPlan wanted) {
    return fingerprint.of(wanted).flatMap(key -> find(wanted.signature(), key));
  }

  private Optional<AttributionPlan> find(String signature, PlanFingerprint.Key key) {
    Path stored = path(key);
    if (!Files.exists(stored)) {
      return Optional.empty();
    }
    try {
      AttributionPlan plan = StoredPlan.read(stored, key.text(), weights);
      OpPolicyCheck.require(file, signature, plan.graph(), plan.graph().getLibrary());
      return Optional.of(plan);
    } catch (IOException | AttributionException e) {
      warn("Plan " + stored + " is ignored and made anew: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Leaves a plan here. Where that fails others make it themselves. */
  public void keep(WantedPlan wanted, AttributionPlan plan) {
    fingerprint.of(wanted).ifPresent(key -> keep(key, plan));
  }

  private void keep(PlanFingerprint.Key key, AttributionPlan plan) {
    if (!writable.get()) {
      return;
    }
    try {
      Files.createDirectories(directory);
      WholeFile.write(path(key), channel -> StoredPlan.write(channel, key.text(), plan, weights));
    } catch (IOException | RuntimeException e) {
      if (writable.getAndSet(false)) {
        warn("Plans are not kept in " + directory + ": " + e);
      }
    }
  }

  private Path path(PlanFingerprint.Key key) {
    return directory.resolve(key.name() + SUFFIX);
  }

  private static void warn(String what) {
    Log.LOGGER.log(System.Logger.Level.WARNING, what);
  }
}

package io.attributable.spark.internal.model;

import io.attributable.AttributionException;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.policy.OpPolicyCheck;
import io.attributable.graph.savedmodel.SavedModelFile;
import io.attributable.inputs.ModelCardCheck;
import io.attributable.inputs.card.ModelCardReader;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.model.SignatureDescription;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;

/**
 * A model as the driver looks at it: its graph and its card, not its variables, and without native
 * code. Safe for any number of threads.
 */
public final class DriverModel {
  private static final String VARIABLES = "variables/";

  private final ModelFiles files;
  private final ModelFolder folder;
  private final SavedModelFile file;
  private final Map<String, LayerIndex> layers = new ConcurrentHashMap<>();
  private volatile Optional<String> hash = Optional.empty();

  private DriverModel(ModelFiles files, ModelFolder folder) {
    this.files = files;
    this.folder = folder;
    this.file = SavedModelFile.read(files.name(), folder.path());
    OpPolicyCheck.requireLoadable(file);
  }

  /**
   * Reads the graph.
   *
   * @throws AttributionException NOT_A_SAVED_MODEL, CORRUPT_MODEL, UNREADABLE_FILE
   */
  static DriverModel read(ModelFiles files, Configuration configuration) {
    try {
      ModelFolder folder =
          ModelFolder.of(files, entry -> !entry.path().startsWith(VARIABLES), configuration);
      try {
        return new DriverModel(files, folder);
      } catch (RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw ModelFiles.unreadable(files.name(), e);
    }
  }

  /** The files as they were listed. */
  ModelFiles files() {
    return files;
  }

  /** Removes what was copied. */
  void close() {
    folder.close();
  }

  /**
   * What a signature takes and gives.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE
   */
  public SignatureDescription signature(Optional<String> name) {
    return file.signature(name.orElseGet(file::defaultSignature)).describe();
  }

  /**
   * What the model's card says of a signature.
   *
   * @throws AttributionException BAD_CARD, CARD_MISMATCH
   */
  public SignatureCard card(SignatureDescription signature) {
    return ModelCardReader.beside(folder.path())
        .map(card -> ModelCardCheck.checked(card, signature))
        .orElse(SignatureCard.EMPTY);
  }

  /** The layers of a signature. */
  public LayerIndex layers(String signature) {
    return layers.computeIfAbsent(
        signature, name -> LayerIndex.of(SignatureFlattener.flatten(file, name)));
  }

  /**
   * What executors have to have; all files are read for it, the first time.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public ModelTicket ticket(int threads, Configuration configuration) {
    if (hash.isEmpty()) {
      try {
        hash = Optional.of(ModelHash.of(files, configuration));
      } catch (IOException e) {
        throw ModelFiles.unreadable(files.name(), e);
      }
    }
    return new ModelTicket(files, hash.orElseThrow(), Libraries.version(), threads);
  }
}

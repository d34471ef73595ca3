package io.attributable.graph.declared;

import io.attributable.AttributionException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** One location that may contain a model. */
public interface ModelLocation {
  /** The file that makes a directory a SavedModel. */
  String FILE_NAME = "saved_model.pb";

  /**
   * The model's file, if it is here.
   *
   * @throws AttributionException CORRUPT_MODEL if it is here, but cannot be read
   */
  Optional<ModelFile> find(Path savedModel);

  /** Something of that name that is no SavedModel, if it is here. */
  Optional<String> impostor(Path savedModel);

  /** SavedModels in this location, as the user would write them; empty if they cannot be listed. */
  Set<String> near(Path savedModel);

  /** Where {@link #find} looks, for messages. */
  String describe(Path savedModel);
}

package io.attributable.processor.lookup;

import io.attributable.AttributionException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** One location a model may lie in. */
interface ModelLocation {
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

  /** SavedModels that are here, as the user would write them; none where that cannot be told. */
  Set<String> near(Path savedModel);

  /** Where {@link #find} looks, for messages. */
  String describe(Path savedModel);
}

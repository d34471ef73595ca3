package io.attributable.spark.internal.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * The models that the driver looked at last, as it is asked for the schema of a pipeline again and
 * again. One whose files changed is read anew. Safe for any number of threads.
 */
public final class DriverModels {
  private static final int MOST = 8;

  private static final Map<String, DriverModel> MODELS = new LinkedHashMap<>(MOST, 0.75f, true);

  private DriverModels() {}

  /**
   * A model.
   *
   * @param name its directory as a user wrote it
   * @throws io.attributable.AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL,
   *     UNREADABLE_FILE
   */
  public static synchronized DriverModel of(String name, Configuration configuration) {
    ModelFiles files = ModelFiles.list(name, configuration);
    DriverModel known = MODELS.get(name);
    if (known != null && known.files().equals(files)) {
      return known;
    }
    if (known != null) {
      MODELS.remove(name);
      known.close();
    }
    if (MODELS.size() >= MOST) {
      String oldest = MODELS.keySet().iterator().next();
      DriverModel left = MODELS.remove(oldest);
      left.close();
    }
    DriverModel model = DriverModel.read(files, configuration);
    MODELS.put(name, model);
    return model;
  }
}

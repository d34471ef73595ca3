package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.Log;
import java.util.Set;

/**
 * Whether TensorFlow must use deterministic kernels. It looks at {@value #NAME} once, when the first
 * kernel asks, so that it has to be in the environment before.
 *
 * <p>Source: {@code tensorflow/core/util/determinism.cc}.
 */
public final class Determinism {
  private static final String NAME = "TF_DETERMINISTIC_OPS";
  private static final Set<String> TRUE = Set.of("1", "true", "TRUE", "True");

  private static boolean loaded;
  private static boolean required = TRUE.contains(System.getenv().getOrDefault(NAME, ""));

  private Determinism() {}

  /**
   * Has it use them.
   *
   * @throws AttributionException TOO_LATE_FOR_DETERMINISM
   */
  public static synchronized void require() {
    if (required) {
      return;
    }
    if (loaded) {
      throw tooLate("TensorFlow is at work in this process already");
    }
    try {
      ProcessEnvironment.add(NAME + "=1");
      required = true;
    } catch (LinkageError | RuntimeException e) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, "The environment cannot be changed", e);
      throw tooLate("the environment of this process cannot be changed");
    }
  }

  private static AttributionException tooLate(String why) {
    return new AttributionException(ErrorCode.TOO_LATE_FOR_DETERMINISM, why);
  }

  /** TensorFlow is loaded from now on. */
  static synchronized void loaded() {
    loaded = true;
  }
}

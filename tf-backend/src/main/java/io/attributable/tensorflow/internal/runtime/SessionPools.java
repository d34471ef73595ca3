package io.attributable.tensorflow.internal.runtime;

import io.attributable.tensorflow.internal.Log;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether TensorFlow creates a pool of intra-op threads for each session, in place of one for the
 * process. It reads that from its environment, once.
 *
 * <p>Source: {@code tensorflow/core/common_runtime/local_device.cc}.
 */
public final class SessionPools {
  /** Of the environment. */
  public static final String VARIABLE = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  private static final Set<String> TRUE = Set.of("1", "true");

  private SessionPools() {}

  /** Whether it does so, by what is in an environment. */
  public static boolean areIn(Map<String, String> environment) {
    return TRUE.contains(environment.getOrDefault(VARIABLE, ""));
  }

  /** Has it do so, unless TensorFlow is loaded by now: then plans are slower, and no more. */
  public static synchronized void request() {
    if (areIn(ProcessEnvironment.all())) {
      return;
    }
    if (ProcessEnvironment.isRead()) {
      warn("TensorFlow is at work in this process already", null);
      return;
    }
    try {
      if (!ProcessEnvironment.add(VARIABLE, "1")) {
        warn("the environment of this process cannot be changed", null);
      }
    } catch (LinkageError | RuntimeException e) {
      warn("the environment of this process cannot be changed", e);
    }
  }

  private static void warn(String why, @Nullable Throwable cause) {
    Log.LOGGER.log(
        System.Logger.Level.WARNING,
        "Sessions have no pools of their own (ThreadOptions.poolPerSession): "
            + why
            + ". Set "
            + VARIABLE
            + "=1 in the environment, or ask the first model for it.",
        cause);
  }
}

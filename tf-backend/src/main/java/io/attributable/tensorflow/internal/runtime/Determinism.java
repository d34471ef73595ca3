package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.internal.Log;
import java.util.List;
import java.util.Set;

/**
 * Whether TensorFlow must give the same numbers for the same inputs at each run. Its environment
 * has to say so before it looks at that, which it does once. One entry has kernels of GPUs refuse
 * what depends on the order of threads. The other has sessions make threads of their own, so that
 * they can have one each: products on processors are summed up in parts, and by how many threads
 * are free there are more parts or fewer.
 *
 * <p>Source: {@code tensorflow/core/util/determinism.cc}, {@code
 * tensorflow/core/common_runtime/local_device.cc}, Eigen's {@code TensorContractionThreadPool.h}.
 */
public final class Determinism {
  private static final List<String> NAMES = List.of("TF_DETERMINISTIC_OPS", SessionPools.VARIABLE);
  private static final Set<String> TRUE = Set.of("1", "true", "TRUE", "True");

  private static boolean required = NAMES.stream().allMatch(Determinism::isSet);

  private Determinism() {}

  private static boolean isSet(String name) {
    return TRUE.contains(ProcessEnvironment.all().getOrDefault(name, ""));
  }

  /**
   * Has it do so.
   *
   * @throws AttributionException TOO_LATE_FOR_DETERMINISM
   */
  public static synchronized void require() {
    if (required) {
      return;
    }
    if (ProcessEnvironment.isRead()) {
      throw tooLate("TensorFlow is at work in this process already");
    }
    try {
      NAMES.stream()
          .filter(name -> !isSet(name))
          .forEach(name -> ProcessEnvironment.add(name, "1"));
      required = true;
    } catch (LinkageError | RuntimeException e) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, "The environment cannot be changed", e);
      throw tooLate("the environment of this process cannot be changed");
    }
  }

  private static AttributionException tooLate(String why) {
    return new AttributionException(ErrorCode.TOO_LATE_FOR_DETERMINISM, why);
  }
}

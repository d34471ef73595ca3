package io.attributable.tensorflow.internal.regions;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.regions.Segmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What cuts pictures into regions: the first that there is on the class path or module path. */
final class Segmentations {
  private Segmentations() {}

  /**
   * The one to use.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE where there is none
   */
  static Segmentation find(String method) {
    List<ClassLoader> loaders = new ArrayList<>();
    Optional.ofNullable(Thread.currentThread().getContextClassLoader()).ifPresent(loaders::add);
    Optional.ofNullable(Segmentations.class.getClassLoader()).ifPresent(loaders::add);
    return find(method, loaders);
  }

  /** The same of these loaders, the first that has one. */
  static Segmentation find(String method, List<ClassLoader> loaders) {
    return loaders.stream()
        .flatMap(loader -> ServiceLoader.load(Segmentation.class, loader).findFirst().stream())
        .findFirst()
        .orElseThrow(
            () ->
                new AttributionException(
                    ErrorCode.METHOD_NOT_APPLICABLE,
                    method,
                    "this class path",
                    "nothing on it cuts pictures into regions",
                    "Add the dependency io.attributable:attributable-regions."));
  }
}

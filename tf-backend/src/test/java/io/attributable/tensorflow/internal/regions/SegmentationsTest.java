package io.attributable.tensorflow.internal.regions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cuts pictures is looked for where the application is. */
class SegmentationsTest {

  @Test
  void aClassPathWithoutOneIsTold() {
    List<ClassLoader> without = List.of(ClassLoader.getPlatformClassLoader());
    assertThatThrownBy(() -> Segmentations.find("xrai", without))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.METHOD_NOT_APPLICABLE))
        .hasMessageContaining("Add the dependency io.attributable:attributable-regions.");
  }

  @Test
  void isFoundWithoutALoaderOfTheThread() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(null);
      assertThat(Segmentations.find("xrai")).isNotNull();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}

package io.attributable.cli;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden cases of models that Keras 3 wrote: a class of their own, so that two processes share all
 * cases.
 */
class Keras3GoldenRequestsTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> answersEveryGoldenCase() {
    return new GoldenRequests(folder).ofKeras3();
  }
}

package io.attributable.cli;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All golden cases but those of {@link Keras3GoldenRequestsTest}, by the command line. */
class GoldenRequestsTest {
  @TempDir static Path folder;

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> answersEveryGoldenCase() {
    return new GoldenRequests(folder).ofOthers();
  }
}

package io.attributable.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** In a JVM without TensorFlow's native library a driver checks all there is to check. */
class NativeLibraryTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @Test
  void driversNeedNoneAndExecutorsSayThatTheyDo() throws Exception {
    String without =
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(jar -> !jar.matches(".*tensorflow-core-native-[\\d.]+-\\D.*"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dproject.root=" + Frames.ROOT,
            "-cp",
            without,
            WithoutNativeLibrary.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .contains("schema: struct<features:vector,attribution:struct<shape:array<int>")
        .contains("failure: [NativeLibrary] TensorFlow's native library could not be loaded");
  }
}

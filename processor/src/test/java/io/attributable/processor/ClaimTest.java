package io.attributable.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.processor.harness.ConstantGenerator;
import io.attributable.processor.harness.Sources;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors that are found on a path, as build tools give it. */
class ClaimTest {
  @TempDir private Path folder;

  @Test
  void nothingIsWarnedOfWhereNoOtherProcessorIs() throws Exception {
    assertThat(javac(System.getProperty("java.class.path"))).isEmpty();
  }

  @Test
  void oneBehindThatWantsToSeeEverythingRuns() throws Exception {
    Path services = folder.resolve("others/META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve("javax.annotation.processing.Processor"),
        ConstantGenerator.class.getName());
    String path = System.getProperty("java.class.path");

    javac(path + File.pathSeparator + folder.resolve("others"));
    assertThat(folder.resolve("demo/LayerNames.java")).exists();
    assertThat(folder.resolve("demo/DigitsExplainer.java")).exists();
  }

  /** What is said of an interface that has our annotations and no others. */
  private String javac(String processors) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            said,
            said,
            "-Xlint:all,-path",
            "--release",
            "17",
            "-cp",
            System.getProperty("java.class.path"),
            "-processorpath",
            processors,
            "-Aattributable.models.dirs=" + Sources.modelsDirs(),
            "-d",
            folder.toString(),
            "-s",
            folder.toString(),
            Sources.at("good/demo/Digits.java").toString());
    return said.toString(StandardCharsets.UTF_8);
  }
}

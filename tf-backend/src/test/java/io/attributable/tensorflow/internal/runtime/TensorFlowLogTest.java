package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application of its own, in a JVM of its own, has on standard error. */
class TensorFlowLogTest {
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String LINE = "tensorflow/cc/saved_model/loader.cc";

  /** The application. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      // Variables of a session are restored by TensorFlow's loader, which tells of it.
      ModelOptions options = ModelOptions.defaults().weights(WeightSource.VARIABLES);
      AttributableModel.load(Path.of(arguments[0]), options).close();
      System.out.println("done " + System.getenv(LEVEL));
    }
  }

  @BeforeEach
  void needsTheLibrary() {
    String library = "org/bytedeco/javacpp/" + NativeLibrary.classifier() + "/libjnijavacpp.so";
    assumeTrue(getClass().getClassLoader().getResource(library) != null, "no " + library);
  }

  @Test
  @Tag("slow")
  void isQuietUnlessAskedFor() throws Exception {
    assertThat(run(null)).contains("done null").doesNotContain(LINE);
    assertThat(run(null, "-D" + TensorFlowLog.SWITCH + "=true")).contains("done null", LINE);
  }

  @Test
  void levelOfTheEnvironmentIsLeftAlone() throws Exception {
    assertThat(run("0")).contains("done 0", LINE);
  }

  private static String run(String level, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Application.class.getName());
    command.add(Fixtures.model("digits").toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove(LEVEL);
    if (level != null) {
      builder.environment().put(LEVEL, level);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}

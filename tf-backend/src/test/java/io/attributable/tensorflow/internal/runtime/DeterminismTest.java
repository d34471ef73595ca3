package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.AttributionException;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.OwnJvm;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** What is asked of kernels, in JVMs of their own: it holds for a process. */
@Tag("slow")
class DeterminismTest {
  /** Loads a model with or without determinism, for each argument, and explains it. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      for (String wanted : arguments) {
        ModelOptions options = ModelOptions.defaults().deterministic(wanted.equals("yes"));
        try (AttributableModel model = AttributableModel.load(Fixtures.model("digits"), options)) {
          LayerAttribution.on(model)
              .layers("conv2")
              .output("logits")
              .target(Target.of(1))
              .input("image", NdArrays.ofFloats(Shape.of(1, 8, 8, 1)))
              .attribute();
          System.out.println(wanted + ": answered");
        } catch (AttributionException e) {
          System.out.println(wanted + ": " + e.getMessage());
        }
      }
    }
  }

  @BeforeEach
  void needsTheLibrary() {
    String library = "org/bytedeco/javacpp/" + NativeLibrary.classifier() + "/libjnijavacpp.so";
    assumeTrue(getClass().getClassLoader().getResource(library) != null, "no " + library);
  }

  @Test
  void isThereFromTheFirstModelOn() throws Exception {
    assertThat(run(false, "yes", "no", "yes"))
        .contains("yes: answered\nno: answered\nyes: answered");
  }

  @Test
  void cannotComeLater() throws Exception {
    assertThat(run(false, "no", "yes"))
        .contains(
            "no: answered\nyes: [TooLateForDeterminism] Deterministic kernels cannot be required"
                + " any more: TensorFlow is at work in this process already. Set"
                + " TF_DETERMINISTIC_OPS=1 and TF_OVERRIDE_GLOBAL_THREADPOOL=1 in the environment,"
                + " or load the first model with ModelOptions.deterministic.");
  }

  @Test
  void isThereByTheEnvironment() throws Exception {
    assertThat(run(true, "no", "yes")).contains("no: answered\nyes: answered");
  }

  private static String run(boolean environment, String... arguments)
      throws IOException, InterruptedException {
    return OwnJvm.run(
        Application.class,
        variables -> {
          variables.remove("TF_DETERMINISTIC_OPS");
          variables.remove("TF_OVERRIDE_GLOBAL_THREADPOOL");
          if (environment) {
            variables.put("TF_DETERMINISTIC_OPS", "1");
            variables.put("TF_OVERRIDE_GLOBAL_THREADPOOL", "true");
          }
        },
        arguments);
  }
}

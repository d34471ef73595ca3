package io.attributable.tensorflow.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.OwnJvm;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.ThreadOptions;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Whether TensorFlow does as it is told about its pools, in JVMs of their own: it is told once. */
class SessionPoolsTest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String VARIABLE = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  /** Loads two models, the first of which may ask for pools, and the second one, too. */
  static final class Application {
    /** More than all else has that begins with a second model. */
    private static final int THREADS_OF_A_POOL = 20;

    private Application() {}

    public static void main(String[] arguments) throws IOException {
      AttributableModel first = explained(arguments[0]);
      long before = threads();
      AttributableModel second = explained(arguments[1]);
      long more = threads() - before;
      System.out.println(more >= THREADS_OF_A_POOL ? "a pool each" : "one pool");
      System.out.println("choice: " + ThreadChoice.of(ModelOptions.defaults()).applies());
      second.close();
      first.close();
    }

    private static AttributableModel explained(String pools) {
      ModelOptions options =
          ModelOptions.defaults()
              .threads(
                  ThreadOptions.defaults()
                      .intraOp(THREADS_OF_A_POOL + 2)
                      .poolPerSession(pools.equals("pools")));
      AttributableModel model = AttributableModel.load(Fixtures.model("digits"), options);
      LayerAttribution.on(model)
          .layers("conv2")
          .output("logits")
          .target(Target.of(1))
          .input("image", NdArrays.ofFloats(Shape.of(1, 8, 8, 1)))
          .attribute();
      return model;
    }

    private static long threads() throws IOException {
      try (Stream<Path> all = Files.list(THREADS)) {
        return all.count();
      }
    }
  }

  @Test
  void theFirstModelMayAskForThem() throws Exception {
    assertThat(run("pools", "none"))
        .contains("a pool each", "choice: " + (Runtime.getRuntime().availableProcessors() > 1))
        .doesNotContain("poolPerSession");
  }

  @Test
  void withoutAskingThereIsOne() throws Exception {
    assertThat(run("none", "none"))
        .contains("one pool", "choice: false")
        .doesNotContain("poolPerSession");
  }

  @Test
  void itIsTooLateForTheSecondModel() throws Exception {
    assertThat(run("none", "pools"))
        .contains("one pool", "choice: false", "poolPerSession", VARIABLE);
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    assumeTrue(Files.isDirectory(THREADS), "threads are counted by " + THREADS);
    return OwnJvm.run(
        Application.class,
        environment -> environment.keySet().removeAll(List.of(VARIABLE, "TF_DETERMINISTIC_OPS")),
        arguments);
  }
}

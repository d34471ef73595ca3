package io.attributable.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.testing.Fixtures;
import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is run; runs are whole builds. */
class ExplainMojoTest {
  @TempDir private Path project;

  @Test
  void oneModelAndOneSideAreChosen() {
    ModelConfiguration first = model("demo.First");
    assertThatThrownBy(goal(List.of(first, model("demo.Second")))::run)
        .hasMessage(
            "[BadOption] Option attributable.model is \"\". It must be one of demo.First,"
                + " demo.Second.");
    assertThatThrownBy(goal(List.of(first)).with("model", "Third")::run)
        .hasMessage(
            "[BadOption] Option attributable.model is \"Third\". It must be one of demo.First.");
    assertThatThrownBy(goal(List.of(first))::run)
        .hasMessage(
            "[BadOption] Option attributable.port is \"\". It must be input or output, a side of a"
                + " layer of demo.First.");
  }

  @Test
  void commandThatFailsIsTold() {
    CommandLineProcess process =
        new CommandLineProcess(List.of(new File("nothing.jar")), project.toFile());
    assertThatThrownBy(() -> process.run(List.of("explain", "models/digits")))
        .isInstanceOfSatisfying(
            AttributionException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.COMMAND_FAILED))
        .hasMessage(
            "[CommandFailed] \"attributable explain models/digits\" failed: it ended with status 1."
                + " What it printed above tells why.");
  }

  @SuppressWarnings("NullAway") // Nothing is resolved.
  private Goal<ExplainMojo> goal(List<ModelConfiguration> models) {
    RepositorySystem none =
        (RepositorySystem)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RepositorySystem.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException(method.getName());
                });
    return new Goal<>(new ExplainMojo(none), project)
        .with("models", models)
        .with("out", project.resolve("out").toFile());
  }

  private static ModelConfiguration model(String name) {
    ModelConfiguration model = new ModelConfiguration();
    model.setName(name);
    model.setSavedModel(Fixtures.model("digits").toString());
    model.setLayers(List.of(layer("conv3", "output"), layer("features", "input")));
    return model;
  }

  private static LayerConfiguration layer(String name, String port) {
    LayerConfiguration layer = new LayerConfiguration();
    layer.setName(name);
    layer.setPort(port);
    return layer;
  }
}

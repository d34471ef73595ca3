package io.attributable.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.attributable.testing.Fixtures;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResult;
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

  /** A mirror may be configured for plugins alone, or for dependencies alone. */
  @Test
  void theCommandLineComesFromWherePluginsAndDependenciesDo() throws Exception {
    RemoteRepository plugins = repository("mirror-of-plugins");
    RemoteRepository both = repository("both");
    RemoteRepository dependencies = repository("dependencies");
    List<RemoteRepository> asked = new ArrayList<>();
    RepositorySystem repositories =
        repositories(
            request -> {
              asked.addAll(request.getCollectRequest().getRepositories());
              return new DependencyResult(request).setArtifactResults(List.of());
            });
    Goal<ExplainMojo> goal =
        goal(repositories, List.of(model("demo.First")))
            .with("port", "output")
            .with("version", "1.0")
            .with("pluginRemotes", List.of(plugins, both))
            .with("remotes", List.of(both, dependencies));
    assertThatThrownBy(goal::run).hasMessageStartingWith("[CommandFailed]");
    assertThat(asked).containsExactly(plugins, both, dependencies);
  }

  private static RemoteRepository repository(String id) {
    return new RemoteRepository.Builder(id, "default", "file:///nowhere/" + id).build();
  }

  private Goal<ExplainMojo> goal(List<ModelConfiguration> models) {
    return goal(
        repositories(
            request -> {
              throw new UnsupportedOperationException();
            }),
        models);
  }

  private Goal<ExplainMojo> goal(RepositorySystem repositories, List<ModelConfiguration> models) {
    return new Goal<>(new ExplainMojo(repositories), project)
        .with("models", models)
        .with("out", project.resolve("out").toFile());
  }

  /** Answers requests for artifacts with all that they need. */
  private RepositorySystem repositories(Function<DependencyRequest, DependencyResult> answers) {
    return (RepositorySystem)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RepositorySystem.class},
            (proxy, method, arguments) -> answers.apply((DependencyRequest) arguments[1]));
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

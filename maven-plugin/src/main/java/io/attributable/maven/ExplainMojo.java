package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.Port;
import io.attributable.graph.declared.DeclaredLayer;
import io.attributable.graph.declared.DeclaredModel;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.jspecify.annotations.Nullable;

/**
 * Explains predictions of a model of the project by the command line of the same version, with the
 * layers that are configured: what {@code attributable explain} does, in a JVM of its own. The
 * command line and TensorFlow's native library for this machine are resolved when the goal runs.
 */
@Mojo(name = "explain", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public final class ExplainMojo extends ModelsMojo {
  private final RepositorySystem repositories;

  /** The name of the model to explain, where several are configured. */
  @Parameter(property = "attributable.model")
  private @Nullable String model;

  /** The side of the layers, where layers on both are configured: output or input. */
  @Parameter(property = "attributable.port")
  private @Nullable String port;

  /** Inputs as NAME=FILE, relative to the project. */
  @Parameter(property = "attributable.inputs")
  private List<@Nullable String> inputs = List.of();

  /** What is explained, such as 7 or predicted. */
  @Parameter(property = "attributable.target")
  private @Nullable String target;

  /** More arguments of {@code attributable explain}. */
  @Parameter(property = "attributable.arguments")
  private List<@Nullable String> arguments = List.of();

  /** The folder that is written. */
  @Parameter(
      property = "attributable.out",
      defaultValue = "${project.build.directory}/attributable")
  private File out;

  @Parameter(defaultValue = "${plugin.version}", readonly = true)
  private String version;

  @Parameter(defaultValue = "${repositorySystemSession}", readonly = true)
  private RepositorySystemSession session;

  @Parameter(defaultValue = "${project.remoteProjectRepositories}", readonly = true)
  private List<RemoteRepository> remotes;

  @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true)
  private List<RemoteRepository> pluginRemotes;

  /** For Maven. */
  @Inject
  public ExplainMojo(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  void run(List<DeclaredModel> declared, List<AttributionException> problems) {
    List<String> words = words(chosen(declared));
    getLog().info("attributable " + String.join(" ", words));
    List<File> classPath =
        new CommandLineJars(repositories, session, pluginRemotes, remotes).resolve(version);
    new CommandLineProcess(classPath, basedir()).run(words);
    getLog().info("Explained in " + out);
  }

  private DeclaredModel chosen(List<DeclaredModel> declared) {
    String names =
        declared.stream().map(DeclaredModel::name).collect(Collectors.joining(", ", "one of ", ""));
    String name = Words.optional(model).orElse(declared.size() == 1 ? declared.get(0).name() : "");
    return declared.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Words.bad("attributable.model", name, names));
  }

  private List<String> words(DeclaredModel chosen) {
    List<String> words = new ArrayList<>(List.of("explain", directory(chosen).toString()));
    words.addAll(List.of("--signature", chosen.signature()));
    addLayers(chosen, words);
    chosen.output().ifPresent(output -> words.addAll(List.of("--output", output)));
    chosen.method().ifPresent(method -> words.addAll(List.of("--method", method)));
    chosen.allowedOps().forEach(op -> words.addAll(List.of("--allow-op", op)));
    Words.<String>each("attributable.inputs", inputs, "NAME=FILE in each element")
        .forEach(input -> words.addAll(List.of("--input", input)));
    Words.optional(target).ifPresent(text -> words.addAll(List.of("--target", text)));
    words.addAll(List.of("--out", out.getPath()));
    words.addAll(Words.<String>each("attributable.arguments", arguments, "a word in each element"));
    return words;
  }

  private void addLayers(DeclaredModel chosen, List<String> words) {
    if (chosen.layers().isEmpty()) {
      return;
    }
    Port side = side(chosen);
    words.addAll(List.of("--port", side.name().toLowerCase(Locale.ROOT)));
    chosen.layers().stream()
        .filter(layer -> layer.port() == side)
        .forEach(layer -> words.addAll(List.of("--layer", layer.address())));
  }

  private Port side(DeclaredModel chosen) {
    List<Port> sides = chosen.layers().stream().map(DeclaredLayer::port).distinct().toList();
    String word = Words.optional(port).orElse(sides.size() == 1 ? sides.get(0).name() : "");
    return sides.stream()
        .filter(side -> side.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(
            () ->
                Words.bad(
                    "attributable.port",
                    word,
                    sides.stream()
                            .map(side -> side.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .collect(Collectors.joining(" or "))
                        + ", a side of a layer of "
                        + chosen.name()));
  }

  private Path directory(DeclaredModel chosen) {
    Path file = Path.of(source().find(chosen.savedModel()).location());
    return Objects.requireNonNull(file.getParent());
  }
}

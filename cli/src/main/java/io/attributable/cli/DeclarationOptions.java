package io.attributable.cli;

import io.attributable.Methods;
import io.attributable.Port;
import io.attributable.graph.declared.DeclaredLayer;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.declared.FolderLocation;
import io.attributable.graph.declared.ModelSource;
import io.attributable.graph.lock.BuildCheck;
import io.attributable.graph.lock.LockSection;
import io.attributable.graph.lock.LockTool;
import io.attributable.graph.lock.ModelLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model and the layers that an application explains, for commands of builds. */
final class DeclarationOptions {
  private static final String ADVICE = "Give its directory.";

  @Parameters(
      paramLabel = "MODEL",
      description = "The SavedModel: the directory that holds saved_model.pb.")
  private String model = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What the model's section in the lock file is called, such as demo.Digits: of an"
              + " annotated interface its qualified name.")
  private @Nullable String name;

  @Option(
      names = "--lock",
      paramLabel = "FILE",
      description = "The lock file. One file has sections of any number of models.")
  private @Nullable Path lock;

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The signature (default: ${DEFAULT-VALUE}).")
  private String signature = "serving_default";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Layers whose outputs are explained, as in explain. Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--layer-input",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Layers whose inputs are explained. Repeatable.")
  private List<String> layerInputs = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "What is explained, where the signature has several outputs.")
  private @Nullable String output;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "The attribution method, whose shapes the layers must have.")
  private @Nullable String method;

  @Option(
      names = "--allow-op",
      paramLabel = "NAME",
      description =
          "An op that may reach outside of the model's graph, such as ReadFile; * for all."
              + " Repeatable.")
  private List<String> allowedOps = new ArrayList<>();

  @Option(
      names = "--library-op",
      paramLabel = "NAME",
      description = "An op that an op library will bring; * for all. Repeatable.")
  private List<String> libraryOps = new ArrayList<>();

  /**
   * The declaration.
   *
   * @throws picocli.CommandLine.ParameterException for a name that no section can have
   * @throws io.attributable.AttributionException UNKNOWN_METHOD
   */
  DeclaredModel declared(Invocation invocation) {
    Optional<String> named = Optional.ofNullable(method);
    named.ifPresent(Methods::of);
    return new DeclaredModel(
        section(invocation),
        model,
        signature,
        Optional.ofNullable(output),
        named,
        allowedOps,
        Stream.concat(declared(layers, Port.OUTPUT), declared(layerInputs, Port.INPUT)).toList());
  }

  /** Whether a lock file was named. */
  boolean isLocked() {
    return lock != null;
  }

  /** Checks and locks in the folder that the command was called from. */
  BuildCheck check() {
    Path file = lock == null ? Path.of(ModelLock.NAME) : lock;
    return new BuildCheck(
        new ModelSource(ADVICE, () -> Stream.of(new FolderLocation(Path.of("")))),
        new ModelLock(file, LockTool.COMMAND_LINE),
        op -> libraryOps.contains("*") || libraryOps.contains(op));
  }

  private String section(Invocation invocation) {
    String section = name == null ? "" : name;
    if (section.isEmpty() ? isLocked() : !LockSection.isName(section)) {
      throw invocation.refused(
          "--name must be a name of letters, digits, _ and dots, such as demo.Digits, but is \""
              + section
              + "\"");
    }
    return section;
  }

  private static Stream<DeclaredLayer> declared(List<String> addresses, Port port) {
    return addresses.stream()
        .map(address -> new DeclaredLayer(address, port, Optional.empty(), List.of()));
  }
}

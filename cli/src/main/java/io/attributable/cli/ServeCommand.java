package io.attributable.cli;

import io.attributable.OpPolicy;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.inputs.card.ModelCard;
import io.attributable.server.ExplainServer;
import io.attributable.server.ServedModel;
import io.attributable.server.ServerOptions;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code serve}: predicts and explains over HTTP, until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Predicts and explains over HTTP, as TensorFlow Serving, KServe and Vertex AI are asked.",
      "Listens to this machine alone unless told otherwise."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "143:it was told to stop, and answered what it had taken (130 after Ctrl-C)",
      "2:it did not start: the command line, a model, a file or the address cannot be used"
    })
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description =
          "SavedModels to serve: directories, each under the name of its folder, or NAME=DIR.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--op-library",
      paramLabel = "FILE",
      description = "A library of ops that a model needs and TensorFlow does not have. Repeatable.")
  private List<Path> opLibraries = new ArrayList<>();

  @Option(
      names = "--allow-op",
      paramLabel = "NAME",
      description =
          "An op that may reach outside of the models' graphs, such as ReadFile; * for all."
              + " Repeatable.")
  private List<String> allowedOps = new ArrayList<>();

  @Option(
      names = "--card",
      paramLabel = "[NAME=]FILE",
      description =
          "The model card of a model, by the name that it is served under where there are several"
              + " (default: attributable.json in its directory). Repeatable.")
  private List<String> cards = new ArrayList<>();

  @Mixin private ServeOptions options = new ServeOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private EvidenceOptions evidence = new EvidenceOptions();

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() throws InterruptedException {
    run.problem()
        .or(evidence::problem)
        .or(evidence::fieldsOfNoRequest)
        .ifPresent(
            problem -> {
              throw invocation.refused(problem);
            });
    ServerOptions known = options.serverOptions();
    List<AttributableModel> loaded = new ArrayList<>();
    Optional<EvidenceLog> log = evidence.open();
    try (ExplainServer server = ExplainServer.start(load(loaded, log), known)) {
      invocation
          .console()
          .print("Serving at " + server.uri() + "/v1/models, for people at " + server.uri());
      awaitEnd(server, log);
      return ExitCode.OK;
    } finally {
      log.ifPresent(EvidenceLog::close);
      loaded.forEach(AttributableModel::close);
    }
  }

  private List<ServedModel> load(List<AttributableModel> loaded, Optional<EvidenceLog> log) {
    ModelOptions how =
        run.modelOptions().opLibraries(opLibraries).ops(OpPolicy.strict().allowing(allowedOps));
    List<NamedPath> named = models.stream().map(NamedPath::ofDirectory).toList();
    ServedCards known = ServedCards.of(cards, named.stream().map(NamedPath::name).toList());
    List<ServedModel> served = new ArrayList<>();
    for (NamedPath directory : named) {
      Optional<ModelCard> card = known.card(directory);
      AttributableModel model = AttributableModel.load(directory.path(), how);
      loaded.add(model);
      served.add(
          new ServedModel(
              directory.name(),
              model,
              List.of(),
              card,
              log.map(open -> evidence.recorder(model, open))));
    }
    evidence.requireInputs(loaded);
    return served;
  }

  /** Requests that were taken are answered before the JVM ends. */
  private static void awaitEnd(ExplainServer server, Optional<EvidenceLog> log)
      throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  log.ifPresent(EvidenceLog::close);
                  end.countDown();
                },
                "attributable-drain"));
    end.await();
  }
}

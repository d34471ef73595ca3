package io.attributable.cli;

import io.attributable.Attributions;
import io.attributable.Wording;
import io.attributable.cli.reply.InputNotes;
import io.attributable.cli.reply.Reply;
import io.attributable.cli.reply.ReplyFolder;
import io.attributable.cli.reply.RunFolder;
import io.attributable.cli.request.CardDefaults;
import io.attributable.cli.request.RequestsFile;
import io.attributable.evidence.ExplanationRecorder;
import io.attributable.evidence.log.EvidenceLog;
import io.attributable.inputs.card.SignatureCard;
import io.attributable.preflight.PreflightNote;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code explain}: attributes layers of a model, for one request or for a file of them. */
@Command(
    name = "explain",
    description = {
      "Explains predictions, layer by layer, as JSON with NumPy arrays.",
      "One request is written with options; --requests answers a file of them with one load."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all requests were explained",
      "1:some request failed; its reply says why",
      "2:nothing was done: the command line, the model or DIR cannot be used"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int SOME_FAILED = 1;
  private static final String SINGLE_ID = "explain";
  private static final int MOST_NODES = 5;

  @Mixin private ModelArguments model = new ModelArguments();
  @Mixin private RequestOptions options = new RequestOptions();
  @Mixin private InputOptions inputs = new InputOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private EvidenceOptions evidence = new EvidenceOptions();

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      description = "One request per line, in JSON. Relative files are relative to this file.")
  private @Nullable Path requests;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where replies go: into DIR itself, or into DIR/ID with --requests.")
  private Path out = Path.of("");

  @Option(
      names = "--resume",
      description =
          "Goes on with a run of --requests that was cut short: replies that are there are kept."
              + " Refused where requests, model, options or version are others.")
  private boolean resume;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    run.problem()
        .or(evidence::problem)
        .ifPresent(
            problem -> {
              throw usage(problem);
            });
    Path file = requests;
    evidence.fields();
    if (resume && file == null) {
      throw usage("--resume needs --requests");
    }
    return file == null ? explainOne() : explainAll(file);
  }

  /** Something that explains, told of the log's end where there is one. */
  private int recorded(AttributableModel loaded, ToIntFunction<RecordedRun> action) {
    evidence.requireInputs(List.of(loaded));
    Optional<EvidenceLog> log = evidence.open();
    if (log.isEmpty()) {
      return action.applyAsInt(RecordedRun.NONE);
    }
    try (EvidenceLog open = log.get()) {
      ExplanationRecorder recorder = evidence.recorder(loaded, open);
      int status = action.applyAsInt(new RecordedRun(Optional.of(recorder), evidence.fields()));
      open.checkpoint();
      evidence.tell(invocation.console(), open);
      return status;
    }
  }

  private int explainAll(Path file) {
    RequestOptions.NAMES.stream()
        .filter(invocation.written()::hasMatchedOption)
        .findFirst()
        .ifPresent(
            name -> {
              throw usage(name + " cannot stand beside --requests");
            });
    RequestsFile all = RequestsFile.open(file, model.signature());
    InputSettings settings = inputs.settings(model.model());
    String identity = RunIdentity.of(file, model.model(), invocation.written());
    try (AttributableModel loaded = load();
        RunFolder folder = RunFolder.take(out)) {
      all.with(settings.cards(loaded));
      return recorded(
          loaded,
          recording -> {
            RequestHandler handler = handler(loaded, settings, Wording.REQUEST, recording);
            if (resume) {
              folder.resume(identity);
            } else {
              folder.begin(identity);
            }
            int failed = new BatchRunner(all, folder, resume, invocation.console()).run(handler);
            return failed == 0 ? ExitCode.OK : SOME_FAILED;
          });
    }
  }

  private int explainOne() {
    InputSettings settings = inputs.settings(model.model());
    checkOptions(settings);
    try (AttributableModel loaded = model.load(run, new EvaluationsBar(invocation.console()));
        RunFolder held = RunFolder.take(out)) {
      ReplyFolder folder = new ReplyFolder(held.path());
      folder.sweep();
      folder.clear();
      return recorded(
          loaded,
          recording -> {
            RequestHandler handler = handler(loaded, settings, Wording.COMMAND_LINE, recording);
            Reply reply =
                handler.answer(
                    SINGLE_ID, () -> options.request(model.signature(), settings.cards(loaded)));
            folder.write(reply);
            return report(reply);
          });
    }
  }

  private static RequestHandler handler(
      AttributableModel loaded, InputSettings settings, Wording wording, RecordedRun recording) {
    return new RequestHandler(new ModelExplainer(loaded, settings, wording, recording), wording);
  }

  /** What can be told before the model is loaded, which takes its time. */
  private void checkOptions(InputSettings settings) {
    SignatureCard card = settings.likely(model.signature());
    if (!options.hasLayers() && card.defaults().layers().isEmpty()) {
      throw usage("Missing required option: --layer, --all-layers or --requests");
    }
    if (options.hasTargets() && invocation.written().hasMatchedOption("--target")) {
      throw usage("--target cannot stand beside --targets");
    }
    options
        .repeatedInput()
        .ifPresent(
            name -> {
              throw usage("--input " + name + " was given twice");
            });
    options.check(new CardDefaults(card));
  }

  private int report(Reply reply) {
    Console console = invocation.console();
    if (reply instanceof Reply.Failed failed) {
      console.fail("", failed.failure(), failed.wording());
      return SOME_FAILED;
    }
    reply.notes().forEach(note -> console.print("Note: " + text(note, reply.wording())));
    new InputNotes(reply.names().inputNotes()).lines().forEach(console::print);
    console.print("Explained, in " + out);
    if (reply instanceof Reply.Explained explained) {
      explained.reasons().map(ReasonsText::lines).ifPresent(lines -> lines.forEach(console::print));
    }
    explained(reply)
        .filter(result -> !result.leftOut().isEmpty())
        .ifPresent(result -> console.print(leftOut(result)));
    return ExitCode.OK;
  }

  private String leftOut(Attributions result) {
    int count = result.leftOut().size();
    return "Left out %d of %d layers, which cannot be explained: see \"leftOut\" in %s"
        .formatted(count, count + result.layers().size(), out.resolve(ReplyFolder.DOCUMENT));
  }

  /** The result, or that of the first target: all targets leave out the same layers. */
  private static Optional<Attributions> explained(Reply reply) {
    if (reply instanceof Reply.Explained explained) {
      return Optional.of(explained.attributions());
    }
    return reply instanceof Reply.ExplainedTargets explained
        ? explained.byTarget().values().stream().findFirst()
        : Optional.empty();
  }

  private static String text(PreflightNote note, Wording wording) {
    String nodes = note.nodes().stream().limit(MOST_NODES).collect(Collectors.joining(", "));
    return note.text(wording)
        + " Nodes: "
        + nodes
        + (note.nodes().size() > MOST_NODES ? ", …" : "");
  }

  private AttributableModel load() {
    return model.load(run);
  }

  private ParameterException usage(String problem) {
    return invocation.refused(problem);
  }
}

package io.attributable.cli;

import io.attributable.cli.evaluate.EvaluatedModel;
import io.attributable.cli.evaluate.EvaluationPage;
import io.attributable.cli.evaluate.EvaluationText;
import io.attributable.cli.request.MethodChoice;
import io.attributable.cli.request.RequestsFile;
import io.attributable.evaluation.EvaluatedMethod;
import io.attributable.evaluation.Evaluation;
import io.attributable.evaluation.EvaluationCost;
import io.attributable.evaluation.EvaluationMetric;
import io.attributable.evaluation.EvaluationOptions;
import io.attributable.tensorflow.AttributableModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: which method explains a model best, and how far to trust it. */
@Command(
    name = "evaluate",
    description = {
      "Measures methods on a file of requests, beside random attributions: how faithful, stable"
          + " and plain their explanations are, what they cost, and which one to use here."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all methods were measured on all requests",
      "1:some could not be; what was found is told",
      "2:nothing was measured: the command line, the model or DIR cannot be used"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int GAPS = 1;

  @Mixin private ModelArguments model = new ModelArguments();

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      required = true,
      description =
          "One request per line, as in explain. Of each, the inputs are explained, all together or"
              + " those among its layers; its method does not matter.")
  private Path requests = Path.of("");

  @Option(
      names = "--methods",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      required = true,
      description =
          "Methods to measure; NAME@LAYER explains a layer, whose map is brought to the picture's"
              + " size, such as grad-cam@conv5.")
  private List<String> methods = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where evaluation.json and evaluation.html go, over what may be there.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private EvaluateOptions options = new EvaluateOptions();
  @Mixin private MethodOptions method = new MethodOptions();
  @Mixin private InputOptions inputs = new InputOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    run.problem().or(options::problem).ifPresent(this::refuse);
    MethodChoice choice = method.choice();
    if (choice.name().isPresent()) {
      refuse("--method cannot stand beside --methods");
    }
    List<EvaluationMetric> metrics = options.metrics();
    RequestsFile all = RequestsFile.open(requests, model.signature());
    if (all.count() == 0) {
      refuse("--requests \"" + requests + "\" has no requests to evaluate");
    }
    EvaluatedModel found = found(all, choice, metrics);
    Path folder = out;
    if (folder != null) {
      ReportFiles.write(folder, "evaluation.json", ReportFiles.json(found));
      ReportFiles.write(folder, "evaluation.html", EvaluationPage.html(found));
    }
    if (json) {
      invocation.console().print(ReportFiles.json(found));
    } else {
      EvaluationText.of(found).forEach(invocation.console()::print);
    }
    return found.report().isWhole() ? ExitCode.OK : GAPS;
  }

  private EvaluatedModel found(
      RequestsFile all, MethodChoice choice, List<EvaluationMetric> metrics) {
    InputSettings settings = inputs.settings(model.model());
    EvaluatedNames names =
        new EvaluatedNames(choice.parameters(), settings.likely(model.signature()));
    List<EvaluatedMethod> measured = names.methods(methods);
    EvaluationOptions how = options.options(names.baseline(measured));
    try (AttributableModel loaded = model.load(run);
        Evaluation evaluation = new Evaluation(loaded, measured, metrics, how)) {
      all.with(settings.cards(loaded));
      tell(all.count(), evaluation.cost());
      int steps =
          Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) all.count() * evaluation.steps()));
      try (Progress progress = invocation.console().progress("Measuring", steps)) {
        new ModelEvaluation(loaded, settings, evaluation, progress).all(all, options.timeLimit());
      }
      return new EvaluatedModel(model.model().toString(), requests.toString(), evaluation.report());
    }
  }

  /** Before the work begins, so that who has not the time can stop it. */
  private void tell(int count, EvaluationCost cost) {
    if (!json) {
      invocation
          .console()
          .print(
              ("Measuring %d method%s on %d request%s: each takes %d forward passes and %d"
                      + " explanation%s of each example")
                  .formatted(
                      methods.size(),
                      methods.size() == 1 ? "" : "s",
                      count,
                      count == 1 ? "" : "s",
                      cost.forwardPasses(),
                      cost.explanations(),
                      cost.explanations() == 1 ? "" : "s"));
    }
  }

  private void refuse(String problem) {
    throw invocation.refused(problem);
  }
}

package io.attributable.cli;

import io.attributable.cli.diff.DiffPage;
import io.attributable.cli.diff.DiffReport;
import io.attributable.cli.diff.DiffText;
import io.attributable.cli.diff.RequestDiff;
import io.attributable.cli.request.RequestsFile;
import io.attributable.evidence.compare.ComparisonOptions;
import io.attributable.evidence.compare.Thresholds;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.options.ModelOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: compares the explanations of two versions of a model. */
@Command(
    name = "diff",
    description = {
      "Explains a file of requests with two versions of a model, and says how far the explanations",
      "agree, by layer and example. Of target predicted, both explain what the first predicted."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all thresholds are met",
      "1:some is not, or a request could not be explained by both",
      "2:nothing was compared: the command line, a model or DIR cannot be used"
    })
final class DiffCommand implements Callable<Integer> {
  private static final int NOT_MET = 1;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The SavedModel as it was.")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "AFTER", description = "The SavedModel as it is.")
  private Path after = Path.of("");

  @Option(
      names = "--requests",
      paramLabel = "FILE.jsonl",
      required = true,
      description = "One request per line, as in explain.")
  private Path requests = Path.of("");

  @Option(
      names = "--layers",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Explains these layers instead of those of the requests. Repeatable.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--map",
      paramLabel = "NAME=OTHER",
      description = "A layer or an output that the second model calls otherwise. Repeatable.")
  private List<String> map = new ArrayList<>();

  @Option(
      names = "--threshold",
      paramLabel = "METRIC=X",
      description =
          "How far each example of each layer must agree, at least: spearman, kendall, top-k,"
              + " signs, cosine; or at most: distance, output (default: spearman=0.9). Repeatable.")
  private List<String> thresholds = new ArrayList<>();

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description = "How many values of largest magnitude top-k looks at (default: 10).")
  private int topK = ComparisonOptions.defaults().topK();

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The signature of requests that name none.")
  private @Nullable String signature;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where diff.json and diff.html go, over what may be there.")
  private @Nullable Path out;

  @Option(
      names = "--op-library",
      paramLabel = "FILE",
      description = "A library of ops that a model needs and TensorFlow does not have. Repeatable.")
  private List<Path> opLibraries = new ArrayList<>();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private InputOptions inputs = new InputOptions();
  @Mixin private RunOptions run = new RunOptions();
  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    run.problem()
        .ifPresent(
            problem -> {
              throw invocation.refused(problem);
            });
    ComparisonOptions options = options();
    Thresholds required =
        thresholds.isEmpty() ? Thresholds.byDefault() : Thresholds.parse(thresholds);
    DiffReport report = report(options, required);
    Path folder = out;
    if (folder != null) {
      ReportFiles.write(folder, "diff.json", ReportFiles.json(report));
      ReportFiles.write(folder, "diff.html", DiffPage.html(report));
    }
    if (json) {
      invocation.console().print(ReportFiles.json(report));
    } else {
      DiffText.of(report).forEach(invocation.console()::print);
    }
    return report.isMet() ? ExitCode.OK : NOT_MET;
  }

  private ComparisonOptions options() {
    if (topK < 1) {
      throw invocation.refused("--top-k is " + topK + ", but at least one value is looked at");
    }
    ComparisonOptions options = ComparisonOptions.defaults().topK(topK);
    for (String text : map) {
      int separator = text.indexOf('=');
      if (separator < 1 || separator == text.length() - 1) {
        throw invocation.refused("--map must be NAME=OTHER, but is \"" + text + "\"");
      }
      options = options.layer(text.substring(0, separator), text.substring(separator + 1));
    }
    return options;
  }

  private DiffReport report(ComparisonOptions options, Thresholds required) {
    RequestsFile all = RequestsFile.open(requests, Optional.ofNullable(signature));
    if (all.count() == 0) {
      throw invocation.refused("--requests \"" + requests + "\" has no requests to compare");
    }
    InputSettings settings = inputs.settings(before);
    ModelOptions how = run.modelOptions().opLibraries(opLibraries);
    List<RequestDiff> diffs = new ArrayList<>();
    try (AttributableModel first = AttributableModel.load(before, how);
        AttributableModel second = AttributableModel.load(after, how)) {
      all.with(settings.cards(first));
      ModelDiff diff = new ModelDiff(first, second, settings, layers, options, required);
      try (Progress progress = invocation.console().progress("Comparing", all.count())) {
        all.forEach(
            entry -> {
              diffs.add(diff.of(entry));
              progress.step();
            });
      }
    }
    return new DiffReport(before.toString(), after.toString(), required, options, diffs);
  }
}

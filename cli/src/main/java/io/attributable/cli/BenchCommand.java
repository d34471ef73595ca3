package io.attributable.cli;

import io.attributable.cli.bench.BenchJson;
import io.attributable.cli.bench.BenchReport;
import io.attributable.cli.bench.BenchText;
import io.attributable.tensorflow.AttributableModel;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tensorflow.TensorFlow;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: the time of explaining a model, and of its parts. */
@Command(
    name = "bench",
    description = {
      "Times the model alone and the attribution of layers, in turn, and says what the",
      "attribution spends its time on."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:measured",
      "2:nothing was measured: the command line, the model or the request cannot be used"
    })
final class BenchCommand implements Callable<Integer> {
  @Mixin private ModelArguments model = new ModelArguments();
  @Mixin private BenchOptions options = new BenchOptions();
  @Mixin private InputOptions inputs = new InputOptions();
  @Mixin private RunOptions run = new RunOptions();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    options
        .problem()
        .or(run::problem)
        .ifPresent(
            problem -> {
              throw invocation.refused(problem);
            });
    options.target(
        inputs
            .settings(model.model())
            .classes(model.signature(), Optional.ofNullable(options.output())));
    options.smoothing();
    BenchReport report = measure();
    Console console = invocation.console();
    if (json) {
      console.print(BenchJson.of(report));
    } else {
      BenchText.of(report).forEach(console::print);
    }
    return ExitCode.OK;
  }

  private BenchReport measure() {
    double startMillis = startMillis();
    Stopwatch load = new Stopwatch();
    try (AttributableModel loaded = model.load(run)) {
      double loadMillis = load.millis();
      return new ModelBench(loaded, options, inputs.settings(model.model()), model.signature())
          .run(startMillis, loadMillis);
    }
  }

  private static double startMillis() {
    Stopwatch watch = new Stopwatch();
    try {
      TensorFlow.version();
    } catch (LinkageError e) {
      return 0; // Loading the model reports what is missing.
    }
    return watch.millis();
  }
}

package io.attributable.cli;

import io.attributable.cli.inspect.ModelInspector;
import io.attributable.cli.inspect.ModelReport;
import io.attributable.cli.inspect.ReportJson;
import io.attributable.cli.inspect.ReportText;
import io.attributable.tensorflow.internal.layer.InferredLayers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code inspect}: shows the content of a model, and what can be explained. */
@Command(
    name = "inspect",
    description = "Lists signatures and layers of a SavedModel, and what can be explained.")
final class InspectCommand implements Callable<Integer> {
  private static final int INCOMPLETE = 1;

  @Mixin private ModelArguments model = new ModelArguments();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    Console console = invocation.console();
    ModelReport report =
        new ModelInspector(model.read(), InferredLayers::of).inspect(model.signature());
    if (json) {
      console.print(ReportJson.of(report));
    } else {
      ReportText.of(report).forEach(console::print);
    }
    return report.isComplete() ? ExitCode.OK : INCOMPLETE;
  }
}

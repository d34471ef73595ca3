package io.attributable.cli;

import io.attributable.cli.request.ClassNames;
import io.attributable.cli.verify.VerificationJson;
import io.attributable.cli.verify.VerificationReport;
import io.attributable.cli.verify.VerificationText;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.verify.Verdict;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: holds gradients against differences on the model itself. */
@Command(
    name = "verify",
    description = {
      "Compares the gradients of layers with central differences: the model is run with a",
      "layer's values changed a little along random directions, some hundred times per layer."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all gradients agree",
      "1:some gradient disagrees",
      "2:nothing was verified: the command line, the model or the request cannot be used",
      "3:none disagrees, but the differences cannot tell everywhere"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final int DISAGREES = 1;
  private static final int UNDECIDED = 3;

  @Mixin private ModelArguments model = new ModelArguments();
  @Mixin private VerifyOptions options = new VerifyOptions();
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
    options.target().target(classes());
    options.method();
    options.smoothing();
    VerificationReport report = verify();
    Console console = invocation.console();
    if (json) {
      console.print(VerificationJson.of(report));
    } else {
      VerificationText.of(report).forEach(console::print);
    }
    return status(report.verification().verdict());
  }

  static int status(Verdict verdict) {
    return switch (verdict) {
      case AGREES, AGREES_WHERE_SMOOTH -> ExitCode.OK;
      case DISAGREES -> DISAGREES;
      case INCONCLUSIVE, NOT_SMOOTH -> UNDECIDED;
    };
  }

  private ClassNames classes() {
    return inputs
        .settings(model.model())
        .classes(model.signature(), Optional.ofNullable(options.target().output()));
  }

  private VerificationReport verify() {
    try (AttributableModel loaded = model.load(run)) {
      return new ModelVerifier(loaded, options, inputs.settings(model.model()))
          .verify(model.signature());
    }
  }
}

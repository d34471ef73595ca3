package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredModel;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code lock}: writes down what a model computes. */
@Command(
    name = "lock",
    description = {
      "Writes into a lock file what a model computes, for check to hold it against; to be reviewed",
      "like code. Sections of other models stay. Nothing is run, and TensorFlow is not loaded."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the model is locked",
      "1:it cannot be; each line says why, and nothing was written",
      "2:the command line cannot be used"
    })
final class LockCommand implements Callable<Integer> {
  private static final int WRONG = 1;

  @Mixin private DeclarationOptions options = new DeclarationOptions();

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    if (!options.isLocked()) {
      throw invocation.refused("--lock FILE is missing: where the lock is to be written");
    }
    DeclaredModel declared = options.declared(invocation);
    List<AttributionException> problems = options.check().lock(declared);
    problems.forEach(problem -> invocation.console().fail("", problem));
    if (!problems.isEmpty()) {
      return WRONG;
    }
    invocation.console().print("Locked: " + declared.savedModel() + " as " + declared.name());
    return ExitCode.OK;
  }
}

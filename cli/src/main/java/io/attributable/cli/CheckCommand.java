package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.lock.BuildCheck;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code check}: holds a model against what a build says of it. */
@Command(
    name = "check",
    description = {
      "Checks for a build that a model has the layers that an application explains, and is the one",
      "that a lock file pins. Nothing is run, and TensorFlow is not loaded."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all is as it is said",
      "1:it is not; each line says what",
      "2:the command line cannot be used"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int WRONG = 1;

  @Mixin private DeclarationOptions options = new DeclarationOptions();

  @Mixin private Invocation invocation = new Invocation();

  @Override
  public Integer call() {
    DeclaredModel declared = options.declared(invocation);
    BuildCheck check = options.check();
    List<AttributionException> problems =
        options.isLocked() ? check.check(declared, true) : check.checkUnlocked(declared);
    problems.forEach(problem -> invocation.console().fail("", problem));
    if (!problems.isEmpty()) {
      return WRONG;
    }
    invocation
        .console()
        .print(
            "In order: "
                + declared.savedModel()
                + " with "
                + declared.layers().size()
                + (declared.layers().size() == 1 ? " layer" : " layers")
                + (options.isLocked() ? ", as locked" : ""));
    return ExitCode.OK;
  }
}

package io.attributable.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which part of which model a command is about. */
final class ModelArguments {
  @Parameters(
      paramLabel = "MODEL",
      description = "The SavedModel: the directory that holds saved_model.pb.")
  private Path model = Path.of("");

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "The signature (default: serving_default, or the only one).")
  private @Nullable String signature;

  Path model() {
    return model;
  }

  Optional<String> signature() {
    return Optional.ofNullable(signature);
  }
}

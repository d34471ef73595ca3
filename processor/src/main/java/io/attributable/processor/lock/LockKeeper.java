package io.attributable.processor.lock;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.compiler.LockMode;
import io.attributable.processor.compiler.ProcessorOptions;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.ModelDeclaration;
import io.attributable.processor.descriptor.LockedGraph;
import io.attributable.processor.lookup.SourceFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/** Checks bound interfaces against their lock files, or writes those, depending on the options. */
public final class LockKeeper {
  private final ProcessorOptions options;
  private final SourceFolders sources;

  /** The lock files of one compilation. */
  public LockKeeper(ProcessingEnvironment environment, ProcessorOptions options) {
    this.options = options;
    this.sources = new SourceFolders(environment);
  }

  /**
   * What the explainer's model has to compute; empty if nothing locks it. What is wrong is
   * reported. Nothing is written once the interface has failed.
   */
  public Optional<LockedGraph> keep(ModelBinding binding, Reporter reporter) {
    if (options.lock() == LockMode.OFF || options.validation() == Validation.OFF) {
      return Optional.empty();
    }
    try {
      return section(binding, reporter).map(section -> section.locked(binding.layers()));
    } catch (AttributionException failure) {
      reporter.error(binding.declaration().positions().savedModel(), failure);
      return Optional.empty();
    }
  }

  private Optional<LockSection> section(ModelBinding binding, Reporter reporter) {
    ModelDeclaration declaration = binding.declaration();
    Optional<Path> file = file(declaration);
    return switch (options.lock()) {
      case WRITE -> write(binding, file.orElseThrow(() -> unknownFolder(declaration)), reporter);
      case CHECK -> check(binding, file.orElseThrow(() -> unknownFolder(declaration)), reporter);
      default -> file.filter(Files::exists).flatMap(there -> check(binding, there, reporter));
    };
  }

  private Optional<Path> file(ModelDeclaration declaration) {
    return options
        .lockDir()
        .or(() -> sources.of(declaration.type()))
        .map(folder -> folder.resolve(LockFile.NAME));
  }

  private static Optional<LockSection> write(ModelBinding binding, Path file, Reporter reporter) {
    if (reporter.failed()) {
      return Optional.empty();
    }
    LockSection section = LockedModel.of(binding);
    LockFile.read(file).write(section);
    return Optional.of(section);
  }

  private Optional<LockSection> check(ModelBinding binding, Path file, Reporter reporter) {
    LockSection model = LockedModel.of(binding);
    Optional<LockSection> lock = LockFile.read(file).section(model.type());
    if (lock.isEmpty()) {
      String reason =
          Files.exists(file) ? "has no section [" + model.type() + "]" : "does not exist";
      report(
          new AttributionException(
              ErrorCode.LOCK_MISSING, binding.declaration().nestedName(), file, reason),
          binding,
          reporter);
      return lock;
    }
    List<String> differences = new LockDifference(lock.get(), model).lines();
    if (!differences.isEmpty()) {
      report(mismatch(binding, file, differences), binding, reporter);
    }
    return lock;
  }

  private static AttributionException mismatch(
      ModelBinding binding, Path file, List<String> differences) {
    return new AttributionException(
        ErrorCode.LOCK_MISMATCH,
        binding.declaration().savedModel(),
        binding.declaration().nestedName(),
        file,
        "\n  " + String.join("\n  ", differences));
  }

  private void report(AttributionException failure, ModelBinding binding, Reporter reporter) {
    if (options.validation() == Validation.WARN) {
      reporter.warning(binding.declaration().positions().savedModel(), failure);
    } else {
      reporter.error(binding.declaration().positions().savedModel(), failure);
    }
  }

  private static AttributionException unknownFolder(ModelDeclaration declaration) {
    return new AttributionException(
        ErrorCode.LOCK_PLACE_UNKNOWN,
        declaration.nestedName(),
        "the compiler does not give the path of its source, or it is Kotlin outside src/…/kotlin"
            + " and src/…/java");
  }
}

package io.attributable.processor.lock;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.lock.LockSection;
import io.attributable.graph.lock.LockTool;
import io.attributable.graph.lock.LockedGraph;
import io.attributable.graph.lock.ModelLock;
import io.attributable.processor.binding.ModelBinding;
import io.attributable.processor.compiler.LockMode;
import io.attributable.processor.compiler.ProcessorOptions;
import io.attributable.processor.compiler.Reporter;
import io.attributable.processor.compiler.Validation;
import io.attributable.processor.declaration.ModelDeclaration;
import io.attributable.processor.lookup.SourceFolders;
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
      return section(binding, reporter).map(section -> section.locked(binding.checked().layers()));
    } catch (AttributionException failure) {
      reporter.error(binding.declaration().positions().savedModel(), failure);
      return Optional.empty();
    }
  }

  private Optional<LockSection> section(ModelBinding binding, Reporter reporter) {
    ModelDeclaration declaration = binding.declaration();
    Optional<ModelLock> lock = lock(declaration);
    return switch (options.lock()) {
      case WRITE -> write(binding, lock.orElseThrow(() -> unknownFolder(declaration)), reporter);
      case CHECK -> hold(binding, lock.orElseThrow(() -> unknownFolder(declaration)), reporter);
      default -> lock.filter(ModelLock::exists).flatMap(there -> hold(binding, there, reporter));
    };
  }

  private Optional<ModelLock> lock(ModelDeclaration declaration) {
    return options
        .lockDir()
        .or(() -> sources.of(declaration.type()))
        .map(folder -> new ModelLock(folder.resolve(ModelLock.NAME), LockTool.PROCESSOR));
  }

  private static Optional<LockSection> write(
      ModelBinding binding, ModelLock lock, Reporter reporter) {
    return reporter.failed() ? Optional.empty() : Optional.of(lock.write(binding.checked()));
  }

  private Optional<LockSection> hold(ModelBinding binding, ModelLock lock, Reporter reporter) {
    ModelLock.Held held = lock.hold(binding.checked(), binding.declaration().nestedName());
    held.problem().ifPresent(problem -> report(problem, binding, reporter));
    return held.section();
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

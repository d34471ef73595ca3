package io.attributable.graph.lock;

import io.attributable.AttributionException;
import io.attributable.graph.declared.CheckedModel;
import io.attributable.graph.declared.DeclarationProblems;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.declared.DeclaredPart;
import io.attributable.graph.declared.ModelCheck;
import io.attributable.graph.declared.ModelReader;
import io.attributable.graph.declared.ModelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Checks and locks the models that a build names without annotations. No native code is loaded. For
 * one thread at a time.
 */
public final class BuildCheck {
  private final ModelSource source;
  private final ModelLock lock;
  private final ModelCheck check;

  /**
   * A check of one build.
   *
   * @param source finds the models
   * @param lock the lock file of all of them, which need not be there
   * @param libraryOps ops that libraries will bring when models are run
   */
  public BuildCheck(ModelSource source, ModelLock lock, Predicate<String> libraryOps) {
    this.source = source;
    this.lock = lock;
    this.check = new ModelCheck(new ModelReader(libraryOps), true);
  }

  /**
   * Checks a model, its layers and, where there is a lock file, its lock.
   *
   * @param mustBeLocked whether a lock file that is not there is a problem
   * @return everything that is wrong
   */
  public List<AttributionException> check(DeclaredModel declared, boolean mustBeLocked) {
    Problems problems = new Problems();
    Optional<CheckedModel> checked = check.check(declared, source, problems);
    if (checked.isPresent() && (mustBeLocked || lock.exists())) {
      hold(checked.get(), problems);
    }
    return problems.found;
  }

  /**
   * Checks a model and its layers alone.
   *
   * @return everything that is wrong
   */
  public List<AttributionException> checkUnlocked(DeclaredModel declared) {
    Problems problems = new Problems();
    var unused = check.check(declared, source, problems);
    return problems.found;
  }

  /**
   * Checks a model and its layers, and writes down what it has to be if nothing is wrong.
   *
   * @return everything that is wrong
   */
  public List<AttributionException> lock(DeclaredModel declared) {
    Problems problems = new Problems();
    Optional<CheckedModel> checked = check.check(declared, source, problems);
    if (checked.isPresent() && problems.found.isEmpty()) {
      problems.catching(() -> lock.write(checked.get()));
    }
    return problems.found;
  }

  private void hold(CheckedModel checked, Problems problems) {
    problems.catching(
        () ->
            lock.hold(checked, checked.declared().name()).problem().ifPresent(problems.found::add));
  }

  private static final class Problems implements DeclarationProblems {
    private final List<AttributionException> found = new ArrayList<>();

    @Override
    public void unusable(DeclaredPart part, AttributionException failure) {
      found.add(failure);
    }

    @Override
    public void wrong(DeclaredPart part, AttributionException failure) {
      found.add(failure);
    }

    void catching(Runnable step) {
      try {
        step.run();
      } catch (AttributionException failure) {
        found.add(failure);
      }
    }
  }
}

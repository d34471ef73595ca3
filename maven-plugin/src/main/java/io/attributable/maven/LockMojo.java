package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.lock.BuildCheck;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes down what the models of the project compute, into the lock file that {@code check} then
 * holds them against. To be reviewed like code. Sections of other models stay. Nothing is run, and
 * no native code is loaded.
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends ModelsMojo {

  /** For Maven. */
  public LockMojo() {}

  @Override
  void run(List<DeclaredModel> declared, List<AttributionException> problems) {
    BuildCheck check = check();
    for (DeclaredModel model : declared) {
      problems.addAll(check.lock(model));
    }
    if (problems.isEmpty()) {
      declared.forEach(model -> getLog().info("Locked: " + model.name() + " in " + lockFile()));
    }
  }
}

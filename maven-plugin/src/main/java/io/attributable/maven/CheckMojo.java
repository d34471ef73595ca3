package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.lock.BuildCheck;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Holds the models of the project against what is said of them: the model and the signature are
 * there, each layer exists and can be explained, and the model is the one that the lock file pins.
 * Nothing is run, and no native code is loaded.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PROCESS_RESOURCES, threadSafe = true)
public final class CheckMojo extends ModelsMojo {

  /**
   * Whether each model has to be locked, as it has where a lock file is named; otherwise the
   * default one is looked at where it is there.
   */
  @Parameter(property = "attributable.lock.required", defaultValue = "false")
  private boolean lockRequired;

  /** For Maven. */
  public CheckMojo() {}

  @Override
  void run(List<DeclaredModel> declared, List<AttributionException> problems) {
    BuildCheck check = check();
    for (DeclaredModel model : declared) {
      problems.addAll(check.check(model, lockRequired || namesLockFile()));
    }
    if (problems.isEmpty()) {
      declared.forEach(model -> getLog().info("In order: " + text(model)));
    }
  }

  private String text(DeclaredModel model) {
    int layers = model.layers().size();
    return model.name()
        + " with "
        + layers
        + (layers == 1 ? " layer" : " layers")
        + (lockFile().exists() ? ", as locked" : "");
  }
}

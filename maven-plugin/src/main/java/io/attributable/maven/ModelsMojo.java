package io.attributable.maven;

import io.attributable.AttributionException;
import io.attributable.graph.declared.DeclaredModel;
import io.attributable.graph.declared.FolderLocation;
import io.attributable.graph.declared.ModelSource;
import io.attributable.graph.lock.BuildCheck;
import io.attributable.graph.lock.LockTool;
import io.attributable.graph.lock.ModelLock;
import java.io.File;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal about the models that the project names. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class ModelsMojo extends AbstractMojo {
  private static final String ADVICE =
      "Name the directory relative to the project, to a folder of <modelsDirs>, or absolute.";

  /** The models, each with the layers that will be explained. */
  @Parameter private List<@Nullable ModelConfiguration> models = List.of();

  /** Folders that relative paths of models start in. */
  @Parameter private List<@Nullable File> modelsDirs = List.of();

  /** Ops that op libraries will bring when models are run, by name; * for all. */
  @Parameter private List<@Nullable String> libraryOps = List.of();

  /**
   * The lock file of all these models; {@code attributable.lock} in the project's folder by
   * default. It may be one that the annotation processor wrote. To {@code check}, one that is named
   * here has to be there.
   */
  @Parameter(property = "attributable.lock.file")
  private @Nullable File lockFile;

  /** Whether the goal does nothing. */
  @Parameter(property = "attributable.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project.basedir}", readonly = true)
  private File basedir;

  @Override
  public final void execute() throws MojoFailureException {
    if (skip) {
      getLog().info("Models are not looked at: attributable.skip is set.");
      return;
    }
    List<AttributionException> problems = new ArrayList<>();
    try {
      run(declared(), problems);
    } catch (AttributionException failure) {
      problems.add(failure);
    }
    fail(problems);
  }

  /** Does what the goal is for, and adds what is wrong. */
  abstract void run(List<DeclaredModel> declared, List<AttributionException> problems);

  /** The check of this project. */
  final BuildCheck check() {
    return new BuildCheck(
        source(),
        new ModelLock(lockFile().toPath(), LockTool.MAVEN),
        op -> libraryOps.contains("*") || libraryOps.contains(op));
  }

  final ModelSource source() {
    List<File> folders =
        new ArrayList<>(Words.<File>each("modelsDirs", modelsDirs, "a folder in each element"));
    folders.add(basedir);
    folders.add(new File(basedir, "src/main/resources"));
    folders.add(new File(basedir, "src/main/models"));
    return new ModelSource(
        ADVICE, () -> folders.stream().map(folder -> new FolderLocation(folder.toPath())));
  }

  final File lockFile() {
    return lockFile == null ? new File(basedir, ModelLock.NAME) : lockFile;
  }

  /** Whether the build names a lock file, which then is no matter of whether there is one. */
  final boolean namesLockFile() {
    return lockFile != null;
  }

  final File basedir() {
    return basedir;
  }

  private List<DeclaredModel> declared() {
    if (models.isEmpty()) {
      throw Words.bad(
          "models", "", "one <model> or more, each with <name>, <savedModel> and <layers>");
    }
    List<DeclaredModel> declared =
        Words.<ModelConfiguration>each("models", models, "a model in each element").stream()
            .map(ModelConfiguration::declared)
            .toList();
    Set<String> names = new HashSet<>();
    for (DeclaredModel model : declared) {
      if (!names.add(model.name())) {
        throw Words.bad("models/model/name", model.name(), "another name for each model");
      }
    }
    return declared;
  }

  private void fail(List<AttributionException> problems) throws MojoFailureException {
    problems.forEach(problem -> getLog().error(problem.getMessage()));
    if (!problems.isEmpty()) {
      String others = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
      throw new MojoFailureException(problems.get(0).getMessage() + others);
    }
  }
}

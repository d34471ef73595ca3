package io.attributable.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build of docs/maven-plugin.md, in a project without sources. */
@Tag("slow")
class MavenPluginBuildTest {
  @TempDir private Path folder;

  @Test
  void whatThePageShowsChecksLocksAndExplains() throws Exception {
    Project project = project();
    Files.copy(
        Settings.root().resolve("fixtures/golden/digits/four.image.npy"), project.path("x.npy"));

    Project.Outcome checked = project.maven("process-resources", "attributable:lock");
    assertThat(checked.exit()).as(checked.output()).isZero();
    assertThat(checked.output())
        .contains("In order: demo.Digits with 2 layers", "Locked: demo.Digits in ");

    Project.Outcome explained =
        project.maven(
            "attributable:explain",
            "-Dattributable.port=output",
            "-Dattributable.inputs=image=x.npy",
            "-Dattributable.target=7");
    assertThat(explained.exit()).as(explained.output()).isZero();
    assertThat(explained.output()).doesNotContain("absl::InitializeLog");
    assertThat(project.path("target/attributable/attribution.json")).content().contains("conv3");
  }

  /** Whoever takes the processor later, or beside, need not lock anew. */
  @Test
  @Tag("consumers")
  void processorAndPluginWriteTheSameLock() throws Exception {
    Page readme = Page.of("README.md");
    String processor = readme.code("xml", "annotationProcessorPaths");
    String write =
        "<compilerArgs><arg>-Aattributable.lock=write</arg>"
            + "<arg>-Aattributable.lock.dir=${project.basedir}</arg></compilerArgs>";
    Project project = project();
    project
        .file(
            "pom.xml",
            Pom.withPlugins(
                readme.code("xml", "<dependency>"),
                Pom.insert(write, "<annotationProcessorPaths>", processor) + plugin()))
        .file("src/main/java/demo/Digits.java", Sources.annotated(JavaBuildTest.digits()));

    Project.Outcome compiled = project.maven("compile");
    assertThat(compiled.exit()).as(compiled.output()).isZero();
    Path lock = project.path("attributable.lock");
    String locked = Files.readString(lock);
    assertThat(locked).contains("[demo.Digits]", "layer \"conv3\" output");
    Files.delete(lock);
    assertThat(project.maven("attributable:lock").exit()).isZero();
    assertThat(lock).content().isEqualTo(locked);

    Files.writeString(lock, locked.replace("op Conv2D 3", "op Conv2D 4"));
    Project.Outcome changed = project.maven("process-resources");
    assertThat(changed.exit()).isNotZero();
    assertThat(changed.output())
        .contains(
            "ERROR] [LockMismatch] SavedModel \"models/digits\" is not the one that demo.Digits")
        .contains("accept this one: run mvn attributable:lock and review the change.")
        .contains("- op Conv2D 4 (line ");
  }

  private Project project() throws IOException {
    return new Project(folder, Repository.withModules())
        .file("pom.xml", Pom.withPlugins("", plugin()))
        .model("models/digits");
  }

  private static String plugin() throws IOException {
    return Page.of("docs/maven-plugin.md").code("xml", "attributable-maven-plugin");
  }
}

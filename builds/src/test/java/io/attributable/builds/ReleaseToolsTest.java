package io.attributable.builds;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.attributable.builds.ToolFolder.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in tools/release, in a repository of their own with a mvn that tells. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class ReleaseToolsTest {
  private static final String API_CHECK = "tools/release/api-check";
  private static final String REPRODUCIBLE = "tools/release/reproducible";

  @TempDir private Path folder;
  private Path project;
  private ToolFolder tools;

  @BeforeEach
  void makeProject() throws Exception {
    assumeThat(Path.of("/usr/bin/git")).exists();
    tools =
        ToolFolder.with(
            folder.resolve("tools"),
            "sh",
            "cat",
            "cp",
            "diff",
            "dirname",
            "find",
            "git",
            "grep",
            "head",
            "mkdir",
            "mktemp",
            "paste",
            "rm",
            "sort",
            "tar",
            "tr",
            "wc");
    tools.script("mvn", "mkdir -p target && echo \"$LC_ALL\" >>" + folder.resolve("locales"));
    project = Files.createDirectories(folder.resolve("project"));
    copy(API_CHECK);
    copy(REPRODUCIBLE);
    git(project, "init", "-q");
    git(project, "add", ".");
    git(project, "commit", "-q", "-m", "one");
    git(project, "commit", "-q", "-m", "two", "--allow-empty");
  }

  @Test
  void whereNothingWasReleasedThereIsNothingToKeep() throws Exception {
    Run run = tools.run(folder, project.resolve(API_CHECK).toString());
    assertThat(run).isEqualTo(new Run(0, "No release yet: there is no API to keep."));
    assertThat(apiOf(shallow())).isEqualTo(run);
  }

  @Test
  void aCloneWithoutTagsFetchesThem() throws Exception {
    git(project, "tag", "v0.1.0", "HEAD~1");
    Path full = folder.resolve("full");
    git(folder, "clone", "-q", "--no-tags", address(), full.toString());
    Run kept = new Run(0, "Comparing with v0.1.0...\nThe API of v0.1.0 is kept.");
    assertThat(apiOf(full)).isEqualTo(kept);
    assertThat(apiOf(shallow())).isEqualTo(kept);
  }

  @Test
  void aShallowCloneThatCannotFetchSaysThatItKnowsNothing() throws Exception {
    git(project, "tag", "v0.1.0", "HEAD~1");
    Path shallow = shallow();
    Files.move(project, folder.resolve("gone"));
    Run run = apiOf(shallow);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.said())
        .isEqualTo(
            "api-check: This clone is shallow: it has no tag of a release, and none could be"
                + " fetched, so that nothing was compared. Run git fetch --unshallow --tags, or"
                + " name a commit.");
  }

  @Test
  void whatIsNoCommitAndNoCloneIsTold() throws Exception {
    Run commit = tools.run(project, project.resolve(API_CHECK).toString(), "v9");
    assertThat(commit).isEqualTo(new Run(2, "api-check: There is no commit \"v9\" in this clone."));
    Run built =
        tools.script("sha256sum").run(folder, project.resolve(REPRODUCIBLE).toString(), "v9");
    assertThat(built.status()).isEqualTo(2);
    assertThat(built.said()).startsWith("reproducible: There is no commit \"v9\"");
    Files.move(project.resolve(".git"), folder.resolve("history"));
    assertThat(apiOf(project).said()).contains("is no clone of git");
  }

  @Test
  void hashesAreMadeByWhatIsThere() throws Exception {
    tools.script("mvn", "mkdir -p a/target && echo same >a/target/attributable-a.jar");
    assertThat(reproducible().said())
        .isEqualTo(
            "reproducible: Neither sha256sum nor shasum is there, one of which makes the hashes."
                + " Install one of them.");
    tools.script("shasum", "[ \"$1 $2\" = '-a 256' ] && shift 2 && cat \"$@\"");
    assertThat(reproducible().said()).endsWith("All 1 files are the same in both builds.");
    tools.script("sha256sum", "cat \"$@\"; echo \"$0\"");
    assertThat(reproducible().said()).endsWith("All 2 files are the same in both builds.");
    tools.script("sha256sum", "pwd");
    assertThat(reproducible().status()).isEqualTo(1);
  }

  @Test
  void oneBuildRunsInALocaleOfTheMachine() throws Exception {
    tools.script("sha256sum", "echo hash");
    tools.script(
        "mvn",
        "mkdir -p a/target && : >a/target/attributable-a.jar",
        "echo \"$LC_ALL\" >>" + folder.resolve("locales"));
    tools.script("locale", "echo C", "echo de_DE.UTF-8");
    assertThat(reproducible().status()).isZero();
    assertThat(folder.resolve("locales")).content().isEqualTo("de_DE.UTF-8\nC\n");
    tools.script("locale", "echo C", "echo de_DE.ISO8859-1", "echo POSIX");
    Run none = reproducible();
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.said()).startsWith("reproducible: This machine has no locale with UTF-8");
  }

  @Test
  void buildsThatMadeNothingAreNotTheSame() throws Exception {
    tools.script("sha256sum", "echo hash");
    Run run = reproducible();
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.said()).contains("The builds made no files");
  }

  private Run apiOf(Path clone) throws Exception {
    return tools.run(folder, clone.resolve(API_CHECK).toString());
  }

  private Run reproducible() throws Exception {
    return tools.run(folder, project.resolve(REPRODUCIBLE).toString());
  }

  private Path shallow() throws Exception {
    Path clone = folder.resolve("shallow");
    git(folder, "clone", "-q", "--depth", "1", address(), clone.toString());
    return clone;
  }

  private String address() {
    return project.toUri().toString();
  }

  private void git(Path directory, String... words) throws Exception {
    String[] command = new String[words.length + 1];
    command[0] = "git";
    System.arraycopy(words, 0, command, 1, words.length);
    Run run = tools.run(directory, command);
    assertThat(run.status()).as(run.said()).isZero();
  }

  private void copy(String script) throws IOException {
    Path copy = project.resolve(script);
    Files.createDirectories(copy.getParent());
    Files.copy(Settings.root().resolve(script), copy, COPY_ATTRIBUTES);
  }
}

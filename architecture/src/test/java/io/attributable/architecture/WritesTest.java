package io.attributable.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.attributable.testing.MavenModule;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files are written by few classes, which take care that they are whole. */
class WritesTest {
  private static final Set<String> WRITERS =
      Set.of(
          "io.attributable.files.WholeFile",
          "io.attributable.files.HeldFolder", // A line that says which run it was.
          "io.attributable.evidence.log.SegmentFile", // A log, which grows at its end.
          "io.attributable.evidence.log.Segments", // The names of its files, forced to the disk.
          "io.attributable.evidence.log.Redaction", // Whole as well, and only for its owner.
          "io.attributable.evidence.log.LogLock", // A lock.
          "io.attributable.npy.NpyWriter", // Knows no other module.
          "io.attributable.cli.TerminalProgress", // A terminal.
          "io.attributable.tensorflow.internal.export.StagedModel", // A directory beside its place.
          "io.attributable.tensorflow.internal.export.StagingDirectories",
          "io.attributable.tensorflow.internal.files.SavedModelCopy",
          "io.attributable.spark.internal.model.ModelFolder", // A copy of its own, hashed
          // meanwhile.
          "io.attributable.tensorflow.internal.files.PrivateFolders", // Of this JVM alone.
          "io.attributable.tensorflow.internal.files.SharedModelCopies");

  private static final Pattern WRITE =
      Pattern.compile(
          "java\\.nio\\.file\\.Files\\.(write|writeString|newBufferedWriter|newOutputStream|copy"
              + "|move|createTempFile)"
              + "|java\\.io\\.(FileOutputStream|FileWriter|RandomAccessFile|PrintStream)\\.<init>"
              + "|java\\.nio\\.channels\\.FileChannel\\.open");

  @Test
  void areWrittenInOnePlace() {
    Set<String> writers = new TreeSet<>();
    for (MavenModule module : Compiled.modules()) {
      if (module.published() || module.artifact().equals("attributable-cli")) {
        Compiled.of(module).forEach(type -> addIfWriting(type, writers));
      }
    }
    assertThat(writers).isSubsetOf(WRITERS).contains("io.attributable.files.WholeFile");
  }

  private static void addIfWriting(JavaClass type, Set<String> writers) {
    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
      String target = access.getTargetOwner().getName() + "." + access.getTarget().getName();
      if (WRITE.matcher(target).matches()) {
        writers.add(Compiled.topLevel(type));
      }
    }
  }
}

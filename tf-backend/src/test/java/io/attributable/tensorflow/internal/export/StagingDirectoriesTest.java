package io.attributable.tensorflow.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.tensorflow.ExplainedModel;
import io.attributable.testing.Fixtures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exports leave behind that were killed, and what those leave alone that come later. */
class StagingDirectoriesTest {
  @TempDir Path folder;

  @Test
  void theNextExportCleansUp() throws IOException {
    begun("served");
    export();
    assertThat(names()).containsExactly("served");
  }

  @Test
  void whatAnotherWritesStays() throws IOException {
    String ofOther = begun("another");
    String atWork = begun("served");
    try (FileChannel lock =
        FileChannel.open(folder.resolve(atWork + ".lock"), StandardOpenOption.WRITE)) {
      lock.lock();
      export();
    }
    assertThat(names())
        .containsExactlyInAnyOrder("served", atWork, atWork + ".lock", ofOther, ofOther + ".lock");
  }

  @Test
  void whatWasMovedAsideIsMovedBack() throws IOException {
    String killed = begun("served");
    Files.createDirectory(folder.resolve(killed + ".before"));
    Files.writeString(folder.resolve(killed + ".before/saved_model.pb"), "the only one");
    new StagingDirectories(folder.resolve("served")).clean();
    assertThat(names()).containsExactly("served");
    assertThat(folder.resolve("served/saved_model.pb")).hasContent("the only one");
  }

  private String begun(String model) throws IOException {
    String name = "." + model + "." + UUID.randomUUID();
    Files.createDirectory(folder.resolve(name));
    Files.writeString(folder.resolve(name).resolve("half"), "half");
    Files.createFile(folder.resolve(name + ".lock"));
    return name;
  }

  private void export() {
    ExplainedModel.of(Fixtures.model("captum_relu_linear"))
        .layers("relu")
        .write(folder.resolve("served"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}

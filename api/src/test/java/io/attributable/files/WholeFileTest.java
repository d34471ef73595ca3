package io.attributable.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a");
    WholeFile.write(file, bytes("first"));
    WholeFile.write(file, bytes("second"));
    assertThat(file).hasContent("second");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void leavesTheOldFileWhereWritingFails() throws IOException {
    Path file = folder.resolve("a");
    WholeFile.write(file, bytes("first"));
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(bytes("half of")));
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(file).hasContent("first");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void replacesNoFileThatShallBeNew() throws IOException {
    Path file = folder.resolve("a");
    WholeFile.create(file, bytes("first"));
    assertThatThrownBy(() -> WholeFile.create(file, bytes("second")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("first");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void followsLinks() throws IOException {
    Path file = Files.createDirectory(folder.resolve("elsewhere")).resolve("a");
    WholeFile.write(file, bytes("first"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    WholeFile.write(link, bytes("second"));
    assertThat(file).hasContent("second");
    assertThat(link).isSymbolicLink();
  }

  @Test
  void saysThatADeviceIsFull() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    assertThatThrownBy(() -> WholeFile.write(full, bytes("text")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
    assertThat(full).exists();
  }

  @Test
  void sweepsWhatWasLeft() throws IOException {
    Files.writeString(folder.resolve(".attributable-1.part"), "half");
    Files.writeString(folder.resolve("mine.part"), "whole");
    WholeFile.sweep(folder);
    assertThat(names()).containsExactly("mine.part");
  }

  @Test
  void aFolderHasOneWriter() throws IOException {
    Path own = folder.resolve("out");
    try (HeldFolder held = HeldFolder.take(own).orElseThrow()) {
      assertThat(held.mark()).isEmpty();
      held.mark("one run");
      assertThat(HeldFolder.take(own)).isEmpty();
    }
    try (HeldFolder held = HeldFolder.take(own).orElseThrow()) {
      assertThat(held.mark()).isEqualTo("one run");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

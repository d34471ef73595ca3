package io.attributable.tensorflow.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is removed of the folders that killed JVMs left, and what is not. */
class PrivateFoldersTest {
  @TempDir Path place;
  private Path own;

  @BeforeEach
  void makeOwn() throws IOException {
    own = Files.createDirectory(place.resolve("attributable-1-own"));
  }

  @Test
  void folderWhoseLockIsFreeIsRemoved() throws IOException {
    Path left = folder("attributable-0-left", Duration.ofHours(1));
    Files.createFile(Files.createDirectory(left.resolve("model")).resolve("saved_model.pb"));
    PrivateFolders.sweep(own);
    assertThat(left).doesNotExist();
  }

  @Test
  void folderThatIsLockedStays() throws IOException {
    Path used = folder("attributable-0-used", Duration.ofHours(1));
    try (FileChannel channel = FileChannel.open(used.resolve("lock"), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      PrivateFolders.sweep(own);
      assertThat(lock.isValid()).isTrue();
    }
    assertThat(used).isDirectory();
  }

  @Test
  void whatMayStillBeComingUpStays() throws IOException {
    Path fresh = folder("attributable-0-fresh", Duration.ofSeconds(5));
    PrivateFolders.sweep(own);
    assertThat(fresh).isDirectory();
  }

  @Test
  void foldersOfThisProcessAreLeftAlone() throws IOException {
    Path sibling =
        folder("attributable-" + ProcessHandle.current().pid() + "-x", Duration.ofHours(1));
    PrivateFolders.sweep(own);
    assertThat(sibling).isDirectory();
  }

  @Test
  void whatIsNoSuchFolderIsNobodysBusiness() throws IOException {
    Path precious = folder("precious", Duration.ofHours(1));
    Path link = Files.createSymbolicLink(place.resolve("attributable-0-link"), precious);
    Path plain = Files.createDirectory(place.resolve("attributable-results-2026"));
    PrivateFolders.sweep(own);
    assertThat(precious.resolve("lock")).exists();
    assertThat(link).isSymbolicLink();
    assertThat(plain).isDirectory();
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(place.resolve(name));
    Path lock = Files.createFile(folder.resolve("lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
    return folder;
  }
}

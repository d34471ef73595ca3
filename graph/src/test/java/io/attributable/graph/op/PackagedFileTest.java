package io.attributable.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFileTest {
  @TempDir private Path folder;

  /** As another compiler does that has loaded the same annotation processor. */
  @Test
  void staysOpenWhenAnotherClassLoaderIsClosed() throws IOException {
    byte[] content = new byte[1 << 16];
    Path jar = folder.resolve("library.jar");
    try (JarOutputStream file = new JarOutputStream(Files.newOutputStream(jar))) {
      file.putNextEntry(new JarEntry("list"));
      file.write(content);
    }
    URLClassLoader other = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    try (InputStream theirs = other.getResourceAsStream("list");
        InputStream ours = PackagedFile.open(other.getResource("list"))) {
      other.close();

      assertThatThrownBy(() -> theirs.readAllBytes()).isInstanceOf(IOException.class);
      assertThat(ours.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aMissingFileIsToldByItsName() {
    assertThatThrownBy(() -> PackagedFile.open(PackagedFileTest.class, "none").close())
        .hasMessage("none is missing from the jar");
  }
}

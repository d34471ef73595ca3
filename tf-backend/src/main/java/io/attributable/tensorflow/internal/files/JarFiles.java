package io.attributable.tensorflow.internal.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * A folder of an archive on the class path. An archive that is opened through a URL's connection
 * may be inside another one, as with Spring Boot.
 *
 * @param jar the archive
 * @param folder its path in the archive, with a slash at the end
 */
record JarFiles(JarFile jar, String folder) implements ModelFiles {

  /** The folder around the entry that a connection leads to. */
  static JarFiles around(JarURLConnection connection) throws IOException {
    // A shared archive must not be closed, and one that is not closed cannot be replaced on
    // Windows.
    connection.setUseCaches(false);
    String entry = connection.getEntryName();
    return new JarFiles(connection.getJarFile(), entry.substring(0, entry.lastIndexOf('/') + 1));
  }

  @Override
  public SortedSet<String> names() {
    return jar.stream()
        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
        .map(entry -> entry.getName().substring(folder.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public InputStream open(String name) throws IOException {
    JarEntry entry = jar.getJarEntry(folder + name);
    if (entry == null) {
      throw new FileNotFoundException(folder + name);
    }
    return jar.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}

package io.attributable.tensorflow.internal.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of a module: in a modular jar, a folder, or a run-time image. Not read by the class
 * loader, which hides resources in a module's packages from other modules.
 *
 * @param reader of the module
 * @param folder its path in the module, with a slash at the end
 */
record ModuleFiles(ModuleReader reader, String folder) implements ModelFiles {

  @Override
  public SortedSet<String> names() throws IOException {
    try (Stream<String> all = reader.list()) {
      return all.filter(name -> name.startsWith(folder) && !name.endsWith("/"))
          .map(name -> name.substring(folder.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    return reader.open(folder + name).orElseThrow(() -> new FileNotFoundException(folder + name));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

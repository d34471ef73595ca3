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
 * A folder of a module, wherever that lies: a modular jar, a folder, a run-time image. Read around
 * the class loader, which keeps resources in a module's packages from all other modules.
 *
 * @param reader of the module
 * @param folder where in it, with a slash at the end
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

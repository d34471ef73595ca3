package io.attributable.processor.lookup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/** Files of a compiler, in memory; opening one that is not there fails only then, as in javac. */
final class FakeFiler implements Filer {
  private final Map<String, byte[]> files;
  private final boolean outputsOnly;

  private FakeFiler(Map<String, byte[]> files, boolean outputsOnly) {
    this.files = files;
    this.outputsOnly = outputsOnly;
  }

  /** Has files in every location. */
  static FakeFiler javac(Map<String, byte[]> files) {
    return new FakeFiler(files, false);
  }

  /** Throws IllegalArgumentException for every location that is not an output, as Eclipse does. */
  static FakeFiler eclipse(Map<String, byte[]> files) {
    return new FakeFiler(files, true);
  }

  @Override
  public FileObject getResource(
      JavaFileManager.Location location, CharSequence packageName, CharSequence name) {
    if (outputsOnly && !location.isOutputLocation()) {
      throw new IllegalArgumentException("Location: " + location);
    }
    if (name.toString().contains("..") || location == StandardLocation.CLASS_PATH) {
      throw new IllegalArgumentException("Invalid relative name: " + name);
    }
    return new Resource(URI.create("memory:///" + location + "/" + name), files.get(name + ""));
  }

  @Override
  public JavaFileObject createSourceFile(CharSequence name, Element... origins) throws IOException {
    throw new IOException("No sources are written here");
  }

  @Override
  public JavaFileObject createClassFile(CharSequence name, Element... origins) throws IOException {
    throw new IOException("No classes are written here");
  }

  @Override
  public FileObject createResource(
      JavaFileManager.Location location,
      CharSequence packageName,
      CharSequence name,
      Element... origins)
      throws IOException {
    throw new IOException("No resources are written here");
  }

  private static final class Resource extends SimpleJavaFileObject {
    private final byte[] content;

    Resource(URI location, byte[] content) {
      super(location, Kind.OTHER);
      this.content = content;
    }

    @Override
    public InputStream openInputStream() throws IOException {
      if (content == null) {
        throw new NoSuchFileException(toUri().toString());
      }
      return new ByteArrayInputStream(content);
    }
  }
}

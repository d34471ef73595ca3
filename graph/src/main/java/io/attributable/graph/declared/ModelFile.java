package io.attributable.graph.declared;

import java.net.URI;

/** A {@code saved_model.pb} that was found. */
public final class ModelFile {
  private final URI location;
  private final byte[] content;

  /**
   * A file that was read.
   *
   * @param location where it was found
   * @param content its bytes, which stay the caller's and are not copied
   */
  public ModelFile(URI location, byte[] content) {
    this.location = location;
    this.content = content;
  }

  /** Where it was found; the same for every type of a compilation that finds this file. */
  public URI location() {
    return location;
  }

  /** The file's bytes; not to be written to. */
  public byte[] content() {
    return content;
  }
}

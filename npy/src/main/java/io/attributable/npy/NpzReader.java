package io.attributable.npy;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads {@code .npz} files, as {@code numpy.savez} and {@code numpy.savez_compressed} write them.
 * Safe for any number of threads.
 */
public final class NpzReader {
  private static final String ENDING = ".npy";

  private final ZipInputStream zip;
  private final long mostBytes;
  private final Map<String, NpyArray> arrays = new LinkedHashMap<>();
  private long bytes;

  private NpzReader(ZipInputStream zip, long mostBytes) {
    this.zip = zip;
    this.mostBytes = mostBytes;
  }

  /**
   * Reads all arrays of a file; closes it.
   *
   * @param mostBytes what all of them may take uncompressed; more is refused while it is read
   * @return by their names, in the file's order
   * @throws NpyException if it is not a {@code .npz} file, or an array cannot be read
   * @throws IOException if the file cannot be read
   */
  public static Map<String, NpyArray> read(InputStream file, long mostBytes) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(file)) {
      return new NpzReader(zip, mostBytes).arrays();
    } catch (ZipException | IllegalArgumentException e) {
      // Names that are not UTF-8 are illegal arguments to the JDK.
      throw new NpyException(NpyProblem.NOT_NPZ, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, NpyArray> arrays() throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String file = entry.getName();
      if (!file.endsWith(ENDING)) {
        throw new NpyException(NpyProblem.NOT_NPZ, "it holds \"" + file + "\"");
      }
      String name = file.substring(0, file.length() - ENDING.length());
      if (arrays.put(name, array(name)) != null) {
        throw new NpyException(NpyProblem.NOT_NPZ, "it holds \"" + file + "\" twice");
      }
    }
    if (arrays.isEmpty()) {
      throw new NpyException(NpyProblem.NOT_NPZ, "it holds no arrays, or is no zip archive");
    }
    return arrays;
  }

  private NpyArray array(String name) throws IOException {
    long left = Math.min(mostBytes - bytes, Integer.MAX_VALUE - 9L);
    byte[] content = zip.readNBytes((int) left + 1);
    if (content.length > left) {
      throw new NpyException(NpyProblem.ENTRIES_TOO_LARGE, mostBytes);
    }
    bytes += content.length;
    try {
      return NpyReader.read(content);
    } catch (NpyException e) {
      throw new NpyException(NpyProblem.BAD_ENTRY, name, String.valueOf(e.getMessage()));
    }
  }
}

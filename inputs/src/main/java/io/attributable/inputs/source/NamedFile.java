package io.attributable.inputs.source;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.npy.NpyArray;
import io.attributable.npy.NpyReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a request names, and what it is there, for messages. Every failure to read it is an {@link
 * AttributionException}. Safe for any number of threads.
 *
 * @param content a file, or bytes
 * @param role what messages call it, such as {@code input "image"}
 */
public record NamedFile(Content content, String role) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** Requires both. */
  public NamedFile {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(role, "role");
  }

  /** A file. */
  public NamedFile(Path path, String role) {
    this(new Content.File(path), role);
  }

  /** Reads what may fail. */
  @FunctionalInterface
  public interface Reader<T> {
    /** What is read. */
    T read() throws IOException;
  }

  /**
   * All bytes.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public byte[] bytes() {
    if (content instanceof Content.Bytes bytes) {
      return bytes.content();
    }
    Path path = regular();
    return read(() -> Files.readAllBytes(path));
  }

  /**
   * The first bytes, at most so many; none of a pipe, which can be read once.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  byte[] start(int length) {
    if (content instanceof Content.Bytes bytes) {
      return Arrays.copyOf(bytes.content(), Math.min(length, bytes.content().length));
    }
    Path path = ((Content.File) content).path();
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return new byte[0];
    }
    return read(
        () -> {
          try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(length);
          }
        });
  }

  /**
   * All bytes, if there are not more than allowed.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  public byte[] bytes(ReadLimits limits) {
    long size =
        content instanceof Content.Bytes bytes
            ? bytes.content().length
            : read(() -> Files.size(regular()));
    if (size > limits.bytes()) {
      throw new AttributionException(
          ErrorCode.INPUT_TOO_LARGE,
          content.name(),
          role,
          "it has %d bytes, and at most %d are read".formatted(size, limits.bytes()));
    }
    return bytes();
  }

  /**
   * The text, which must be UTF-8; without a byte order mark.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  public String text(ReadLimits limits) {
    byte[] bytes = bytes(limits);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unreadable(
              isUtf16(bytes)
                  ? "it is UTF-16; save it as UTF-8"
                  : "it is not UTF-8; save it in that encoding (Excel: \"CSV UTF-8\")")
          .causedBy(e);
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    return first == 0xFEFF || first == 0xFFFE;
  }

  /**
   * The array of a {@code .npy} file.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public NpyArray array() {
    return read(
        () ->
            content instanceof Content.File file
                ? NpyReader.read(file.path())
                : NpyReader.read(bytes()));
  }

  /**
   * What a reader makes of it.
   *
   * @throws AttributionException UNREADABLE_FILE
   */
  public <T> T read(Reader<T> reader) {
    try {
      return reader.read();
    } catch (NoSuchFileException e) {
      throw unreadable("it does not exist" + instead(content.name())).causedBy(e);
    } catch (AccessDeniedException e) {
      throw unreadable("access is denied").causedBy(e);
    } catch (IOException e) {
      throw unreadable(String.valueOf(e.getMessage())).causedBy(e);
    } catch (OutOfMemoryError e) {
      throw unreadable("it is larger than the memory").causedBy(e);
    }
  }

  /** What may have been meant by a name that no file has. */
  private static String instead(String name) {
    if (name.matches(".*\\.\\w+,.*\\.\\w+")) {
      return "; several files are given one by one, by the option once more or as a list";
    }
    return name.matches(".*\\s.*") && !name.matches(".*\\.\\w+")
        ? "; a text is put in quotes, \"\\\"…\\\"\" in JSON and '\"…\"' in a shell"
        : "";
  }

  private Path regular() {
    Path path = ((Content.File) content).path();
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw unreadable("it is not a regular file");
    }
    return path;
  }

  /** A failure to make use of it. */
  public AttributionException unreadable(String problem) {
    return new AttributionException(ErrorCode.UNREADABLE_FILE, content.name(), role, problem);
  }
}

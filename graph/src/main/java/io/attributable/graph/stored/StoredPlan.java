package io.attributable.graph.stored;

import com.google.protobuf.ByteString;
import io.attributable.graph.plan.AttributionPlan;
import io.attributable.graph.plan.PlanSpec;
import io.attributable.graph.tensor.OutsideHeap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.tensorflow.proto.GraphDef;

/**
 * A plan in a file. Values that the model's variables have are not written once more; other large
 * constants lie behind the rest, so that they are read to where TensorFlow uses them.
 *
 * <pre>
 * 8 bytes   "ATTRPLAN"
 * 4 bytes   the version of this format
 * 4 bytes   length of the head
 * 4 bytes   CRC-32C of the head
 * 4 bytes   CRC-32C of the contents
 * the head: the key, the plan, the places of its constants
 * the contents of constants, one after the other
 * </pre>
 */
public final class StoredPlan {
  private static final byte[] MAGIC = "ATTRPLAN".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 1;
  private static final int PREFIX = MAGIC.length + 4 * Integer.BYTES;

  /** What is not a constant's content. */
  private record Head(String key, AttributionPlan plan, List<StoredConstants.Place> places) {}

  private StoredPlan() {}

  /**
   * What a plan is to compute, as bytes that are the same in every process.
   *
   * @throws IllegalArgumentException if a method's plan holds what is no plain value
   */
  public static byte[] bytes(PlanSpec spec) {
    return ValueWriter.canonical(spec.parts());
  }

  /**
   * Writes a plan.
   *
   * @param key of what it was made, and by what
   */
  public static void write(
      WritableByteChannel channel, String key, AttributionPlan plan, WeightContents weights)
      throws IOException {
    StoredConstants constants = StoredConstants.of(plan.graph(), weights);
    ByteBuffer head =
        ByteBuffer.wrap(
            ValueWriter.bytes(
                new Head(key, plan.withGraph(constants.graph()), constants.places())));
    List<ByteBuffer> contents = contents(plan.graph(), constants.places());
    writeAll(
        channel,
        ByteBuffer.allocate(PREFIX)
            .put(MAGIC)
            .putInt(FORMAT)
            .putInt(head.remaining())
            .putInt(checksum(List.of(head)))
            .putInt(checksum(contents))
            .flip());
    writeAll(channel, head);
    for (ByteBuffer content : contents) {
      writeAll(channel, content);
    }
  }

  /** Of the constants that no variable has. */
  private static List<ByteBuffer> contents(GraphDef graph, List<StoredConstants.Place> places) {
    return places.stream()
        .filter(place -> place.variable().isEmpty())
        .map(place -> StoredConstants.content(graph.getNode(place.node())).asReadOnlyByteBuffer())
        .toList();
  }

  private static int checksum(List<ByteBuffer> parts) {
    CRC32C checksum = new CRC32C();
    parts.forEach(part -> checksum.update(part.duplicate()));
    return (int) checksum.getValue();
  }

  private static void writeAll(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads a plan.
   *
   * @param key that it must have
   * @throws IOException if the file is damaged, of another version of this class, or has another
   *     key; the message says which
   */
  public static AttributionPlan read(Path file, String key, WeightContents weights)
      throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return read(channel, key, weights);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("it holds no plan", e);
    }
  }

  private static AttributionPlan read(
      SeekableByteChannel channel, String key, WeightContents weights) throws IOException {
    ByteBuffer prefix = readFully(channel, ByteBuffer.allocate(PREFIX));
    byte[] magic = new byte[MAGIC.length];
    prefix.get(magic);
    if (!Arrays.equals(magic, MAGIC) || prefix.getInt() != FORMAT) {
      throw new IOException("it is no plan of this version");
    }
    Head head = head(channel, prefix.getInt(), prefix.getInt());
    if (!head.key().equals(key)) {
      throw new IOException("it was made of, or by, something else");
    }
    StoredConstants constants = new StoredConstants(head.plan().graph(), head.places());
    CRC32C checksum = new CRC32C();
    List<ByteString> contents = new ArrayList<>();
    for (StoredConstants.Place place : constants.places()) {
      contents.add(content(channel, place, weights, checksum));
    }
    if ((int) checksum.getValue() != prefix.getInt() || channel.position() != channel.size()) {
      throw damaged("a checksum does not fit");
    }
    return head.plan().withGraph(constants.filled(contents));
  }

  private static Head head(SeekableByteChannel channel, int length, int checksum)
      throws IOException {
    if (length < 0 || length > channel.size()) {
      throw damaged("its length does not fit");
    }
    ByteBuffer bytes = readFully(channel, ByteBuffer.allocate(length));
    if (checksum(List.of(bytes)) != checksum) {
      throw damaged("a checksum does not fit");
    }
    return new ValueReader(new ByteArrayInputStream(bytes.array())).read(Head.class);
  }

  private static IOException damaged(String how) {
    return new IOException("it is damaged: " + how);
  }

  private static ByteString content(
      SeekableByteChannel channel,
      StoredConstants.Place place,
      WeightContents weights,
      CRC32C checksum)
      throws IOException {
    if (place.variable().isPresent()) {
      return weights
          .content(place.variable().get())
          .orElseThrow(() -> new IOException("the model has no " + place.variable().get()));
    }
    if (place.length() < 0 || place.length() > channel.size() - channel.position()) {
      throw damaged("it ends too early");
    }
    ByteBuffer memory = readFully(channel, OutsideHeap.forConstant(place.length()));
    checksum.update(memory.duplicate());
    return OutsideHeap.content(memory);
  }

  private static ByteBuffer readFully(SeekableByteChannel channel, ByteBuffer into)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw damaged("it ends too early");
      }
    }
    return into.flip();
  }
}

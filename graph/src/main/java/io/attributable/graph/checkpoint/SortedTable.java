package io.attributable.graph.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of sorted keys and their values, as LevelDB and TensorFlow write it: blocks of entries, an
 * index of the blocks, and at the end of the file where the index is
 * (tensorflow/core/lib/io/table_format.txt, format.cc, block.cc).
 */
final class SortedTable {
  private static final long MAGIC = 0xdb4775248b80fb57L;
  private static final int FOOTER = 48;

  /** Type and checksum behind each block. */
  private static final int TRAILER = 5;

  private static final byte UNCOMPRESSED = 0;

  /** Far above the path of any object; a key may repeat the beginning of the one before it. */
  private static final int LONGEST_KEY = 1 << 14;

  private final ByteBuffer file;

  private SortedTable(ByteBuffer file) {
    this.file = file;
  }

  /** One of its entries. */
  record Entry(ByteString key, ByteString value) {}

  /**
   * All entries of a file, in their order.
   *
   * @throws IOException if it is damaged, or written by another writer than TensorFlow's
   */
  static List<Entry> read(byte[] file) throws IOException {
    return new SortedTable(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN)).all();
  }

  private List<Entry> all() throws IOException {
    if (file.limit() < FOOTER || file.getLong(file.limit() - Long.BYTES) != MAGIC) {
      throw new IOException("the end of the file is not that of a table");
    }
    CodedInputStream footer = stream(file.slice(file.limit() - FOOTER, FOOTER));
    footer.readRawVarint64(); // Where the index of what is about the table is, and its size.
    footer.readRawVarint64();
    List<Entry> entries = new ArrayList<>();
    for (Entry block : entries(block(footer))) {
      entries.addAll(entries(block(block.value().newCodedInput())));
    }
    return entries;
  }

  /** The block whose place and size come next. */
  private ByteBuffer block(CodedInputStream handle) throws IOException {
    long offset = handle.readRawVarint64();
    long size = handle.readRawVarint64();
    if (offset < 0 || size < 0 || offset > file.limit() || size > file.limit() - offset - TRAILER) {
      throw new IOException("a block is outside of the file");
    }
    int end = (int) (offset + size);
    if (file.get(end) != UNCOMPRESSED) {
      throw new IOException("a block is compressed");
    }
    if (file.getInt(end + 1) != MaskedCrc32c.of(file.slice((int) offset, (int) size + 1))) {
      throw new IOException("the checksum of a block is wrong");
    }
    return file.slice((int) offset, (int) size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The entries lie before the offsets at which whole keys are, and the number of those. */
  private static List<Entry> entries(ByteBuffer block) throws IOException {
    int count = block.limit() < Integer.BYTES ? -1 : block.getInt(block.limit() - Integer.BYTES);
    long end = block.limit() - (count + 1L) * Integer.BYTES;
    if (count < 0 || end < 0) {
      throw new IOException("a block has no end");
    }
    CodedInputStream input = stream(block.slice(0, (int) end));
    List<Entry> entries = new ArrayList<>();
    ByteString key = ByteString.EMPTY;
    while (!input.isAtEnd()) {
      int shared = input.readRawVarint32();
      int own = input.readRawVarint32();
      int value = input.readRawVarint32();
      if (shared < 0 || shared > key.size() || own < 0 || own > LONGEST_KEY - shared || value < 0) {
        throw new IOException("an entry is damaged");
      }
      byte[] bytes = input.readRawBytes(own);
      key = key.substring(0, shared).concat(ByteString.copyFrom(bytes));
      entries.add(new Entry(key, ByteString.copyFrom(input.readRawBytes(value))));
    }
    return entries;
  }

  private static CodedInputStream stream(ByteBuffer bytes) {
    return CodedInputStream.newInstance(bytes);
  }
}

package io.attributable.npy;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of one element in the file.
 *
 * @param size bytes per element; for text all elements have the size of the longest
 */
record ElementFormat(NpyType type, ByteOrder order, int size) {
  private static final Pattern DESCRIPTION = Pattern.compile("([<>|=]?)([a-zA-Z])(\\d{0,9})");
  private static final Map<String, NpyType> NUMERIC =
      Map.ofEntries(
          Map.entry("b1", NpyType.BOOL),
          Map.entry("i1", NpyType.INT8),
          Map.entry("u1", NpyType.UINT8),
          Map.entry("i2", NpyType.INT16),
          Map.entry("u2", NpyType.UINT16),
          Map.entry("i4", NpyType.INT32),
          Map.entry("u4", NpyType.UINT32),
          Map.entry("i8", NpyType.INT64),
          Map.entry("u8", NpyType.UINT64),
          Map.entry("f2", NpyType.FLOAT16),
          Map.entry("f4", NpyType.FLOAT32),
          Map.entry("f8", NpyType.FLOAT64),
          Map.entry("c8", NpyType.COMPLEX64),
          Map.entry("c16", NpyType.COMPLEX128));
  private static final int UNICODE_UNIT = 4;

  /** Reads NumPy's description, such as {@code <f4} or {@code |S12}. */
  static ElementFormat parse(String description) throws NpyException {
    Matcher parts = DESCRIPTION.matcher(description);
    if (!parts.matches()) {
      throw new NpyException(NpyProblem.UNSUPPORTED_DTYPE, "'" + description + "'");
    }
    if (parts.group(2).equals("O")) {
      return new ElementFormat(NpyType.OBJECT, ByteOrder.nativeOrder(), 0);
    }
    ByteOrder order = order(parts.group(1));
    NpyType numeric = NUMERIC.get(parts.group(2) + parts.group(3));
    if (numeric != null) {
      return new ElementFormat(numeric, order, Integer.parseInt(parts.group(3)));
    }
    return text(description, parts.group(2), parts.group(3), order);
  }

  private static ElementFormat text(String description, String kind, String size, ByteOrder order)
      throws NpyException {
    long length = size.isEmpty() ? 0 : Long.parseLong(size);
    boolean unicode = kind.equals("U");
    long bytes = unicode ? length * UNICODE_UNIT : length;
    if ((!unicode && !kind.equals("S")) || bytes > Integer.MAX_VALUE) {
      throw new NpyException(NpyProblem.UNSUPPORTED_DTYPE, "'" + description + "'");
    }
    return new ElementFormat(unicode ? NpyType.UNICODE : NpyType.BYTES, order, (int) bytes);
  }

  private static ByteOrder order(String mark) {
    return switch (mark) {
      case ">" -> ByteOrder.BIG_ENDIAN;
      case "<" -> ByteOrder.LITTLE_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }
}

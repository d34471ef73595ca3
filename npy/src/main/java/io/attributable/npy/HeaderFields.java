package io.attributable.npy;

import org.jspecify.annotations.Nullable;

/** The three entries of a header, each of which must be there once. */
final class HeaderFields {
  private @Nullable ElementFormat format;
  private @Nullable Boolean fortranOrder;
  private long @Nullable [] shape;

  /** Reads the next entry. */
  void read(HeaderText text) throws NpyException {
    String key = text.string();
    text.expect(':');
    switch (key) {
      case "descr" -> {
        once(key, format);
        format = format(text);
      }
      case "fortran_order" -> {
        once(key, fortranOrder);
        fortranOrder = text.truth();
      }
      case "shape" -> {
        once(key, shape);
        shape = text.tuple();
      }
      default -> throw new NpyException(NpyProblem.BAD_HEADER, "unknown key '" + key + "'");
    }
  }

  ElementFormat format() throws NpyException {
    return present("descr", format);
  }

  boolean fortranOrder() throws NpyException {
    return present("fortran_order", fortranOrder);
  }

  long[] shape() throws NpyException {
    return present("shape", shape);
  }

  private static ElementFormat format(HeaderText text) throws NpyException {
    if (text.atList()) {
      throw new NpyException(NpyProblem.UNSUPPORTED_DTYPE, "with named fields");
    }
    return ElementFormat.parse(text.string());
  }

  private static void once(String key, @Nullable Object value) throws NpyException {
    if (value != null) {
      throw new NpyException(NpyProblem.BAD_HEADER, "key '" + key + "' stands twice");
    }
  }

  private static <T> T present(String key, @Nullable T value) throws NpyException {
    if (value == null) {
      throw new NpyException(NpyProblem.BAD_HEADER, "key '" + key + "' is missing");
    }
    return value;
  }
}

package io.attributable.spark.internal.column;

import io.attributable.graph.tensor.Dtype;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Writes numbers as elements of a dtype; what it does not hold is refused, not rounded to it. */
record ElementWriter(Dtype dtype) {

  /** An array of so many elements. */
  Object newArray(int length) {
    return switch (dtype.array()) {
      case FLOAT -> new float[length];
      case DOUBLE -> new double[length];
      case INT -> new int[length];
      case LONG -> new long[length];
      case SHORT -> new short[length];
      case BYTE -> new byte[length];
      case BOOLEAN -> new boolean[length];
      default -> new byte[length][];
    };
  }

  /** Writes a number; false if the dtype does not hold it. */
  boolean write(Object array, int at, Number number) {
    switch (dtype.array()) {
      case FLOAT -> {
        return writeFloat((float[]) array, at, number.doubleValue(), largest());
      }
      case DOUBLE -> ((double[]) array)[at] = number.doubleValue();
      case BOOLEAN -> {
        double bit = number.doubleValue();
        ((boolean[]) array)[at] = bit != 0;
        return bit == 0 || bit == 1;
      }
      default -> {
        return writeWhole(array, at, number);
      }
    }
    return true;
  }

  /**
   * The largest finite number of a dtype whose elements are written as float32: significands of
   * float16 have 11 bits, those of bfloat16 have 8.
   */
  double largest() {
    return switch (dtype) {
      case FLOAT16 -> 0x1.ffcp15;
      case BFLOAT16 -> 0x1.fep127;
      default -> Float.MAX_VALUE;
    };
  }

  /** Writes a number into an array of float32; false if it is finite and larger than that. */
  static boolean writeFloat(float[] array, int at, double number, double largest) {
    array[at] = (float) number;
    return Math.abs(array[at]) <= largest || Double.isNaN(number) || Double.isInfinite(number);
  }

  private boolean writeWhole(Object array, int at, Number number) {
    BigInteger whole = whole(number);
    if (whole == null || !fits(whole)) {
      return false;
    }
    switch (dtype.array()) {
      case INT -> ((int[]) array)[at] = whole.intValue();
      case LONG -> ((long[]) array)[at] = whole.longValue();
      case SHORT -> ((short[]) array)[at] = whole.shortValue();
      default -> ((byte[]) array)[at] = whole.byteValue();
    }
    return true;
  }

  private boolean fits(BigInteger whole) {
    int bits =
        switch (dtype.array()) {
          case INT -> Integer.SIZE;
          case LONG -> Long.SIZE;
          case SHORT -> Short.SIZE;
          default -> Byte.SIZE;
        };
    return dtype.isUnsigned()
        ? whole.signum() >= 0 && whole.bitLength() <= bits
        : whole.bitLength() < bits;
  }

  private static @Nullable BigInteger whole(Number number) {
    if (number instanceof Long || number instanceof Integer || number instanceof Short) {
      return BigInteger.valueOf(number.longValue());
    }
    try {
      return number instanceof BigDecimal decimal
          ? decimal.toBigIntegerExact()
          : new BigDecimal(number.doubleValue()).toBigIntegerExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }
}

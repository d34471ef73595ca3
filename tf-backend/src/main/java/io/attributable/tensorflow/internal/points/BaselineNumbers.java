package io.attributable.tensorflow.internal.points;

import io.attributable.graph.tensor.Dtype;
import io.attributable.graph.tensor.JavaArray;
import io.attributable.graph.tensor.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import org.tensorflow.ndarray.BooleanNdArray;
import org.tensorflow.ndarray.ByteNdArray;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.ShortNdArray;

/** Baselines that are one number, in arrays of any dtype. */
final class BaselineNumbers {
  private static final double MOST_DIGITS = 1e21;

  private BaselineNumbers() {}

  /**
   * Whether values of a dtype can be a number: within its range, and whole where it is one of whole
   * numbers. What is infinite, or no number, is passed on.
   */
  static boolean holds(Dtype dtype, double number) {
    if (isFloat(dtype)) {
      return !Double.isFinite(number) || Math.abs(number) <= largest(dtype);
    }
    if (dtype.array() == JavaArray.BYTES
        || number != Math.rint(number)
        || !Double.isFinite(number)) {
      return false;
    }
    BigInteger whole = new BigDecimal(number).toBigIntegerExact();
    return whole.compareTo(least(dtype)) >= 0 && whole.compareTo(most(dtype)) <= 0;
  }

  private static boolean isFloat(Dtype dtype) {
    return dtype.array() == JavaArray.FLOAT || dtype.array() == JavaArray.DOUBLE;
  }

  private static double largest(Dtype dtype) {
    return switch (dtype.type()) {
      case DT_HALF -> 65504;
      case DT_BFLOAT16 -> 0x1.FEp127;
      case DT_FLOAT -> Float.MAX_VALUE;
      default -> Double.MAX_VALUE;
    };
  }

  /** What a dtype holds, for messages. */
  static String range(Dtype dtype) {
    return switch (dtype.array()) {
      case FLOAT, DOUBLE -> "floating-point numbers up to " + text(largest(dtype)) + " in size";
      case BYTES -> "no numbers";
      case BOOLEAN -> "0 (false) and 1 (true)";
      default -> "whole numbers from " + least(dtype) + " to " + most(dtype);
    };
  }

  private static BigInteger least(Dtype dtype) {
    boolean negative = !dtype.isUnsigned() && dtype != Dtype.BOOL;
    return negative ? BigInteger.TWO.pow(bits(dtype) - 1).negate() : BigInteger.ZERO;
  }

  private static BigInteger most(Dtype dtype) {
    int bits = dtype == Dtype.BOOL ? 1 : dtype.isUnsigned() ? bits(dtype) : bits(dtype) - 1;
    return BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
  }

  private static int bits(Dtype dtype) {
    return Byte.SIZE * Types.bytes(dtype.type());
  }

  /** A number as people write it, whole ones without a point. */
  static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < MOST_DIGITS
        ? new BigDecimal(number).toBigInteger().toString()
        : Double.toString(number);
  }

  /** The number of a scalar; a truth value is 0 or 1. Empty for texts. */
  static OptionalDouble of(NdArray<?> scalar) {
    Object value = scalar.getObject();
    if (value instanceof Boolean truth) {
      return OptionalDouble.of(truth ? 1 : 0);
    }
    return value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Sets all elements to one of their own kind. */
  @SuppressWarnings("unchecked") // The caller has compared both kinds.
  static void repeat(Object element, NdArray<?> row) {
    ((NdArray<Object>) row).scalars().forEach(value -> value.setObject(element));
  }

  /** Sets all elements to a number that they hold. */
  static void fill(NdArray<?> row, double number) {
    long whole = Double.isFinite(number) ? new BigDecimal(number).toBigInteger().longValue() : 0;
    if (row instanceof FloatNdArray floats) {
      floats.scalars().forEach(value -> value.setFloat((float) number));
    } else if (row instanceof DoubleNdArray doubles) {
      doubles.scalars().forEach(value -> value.setDouble(number));
    } else if (row instanceof IntNdArray ints) {
      ints.scalars().forEach(value -> value.setInt((int) whole));
    } else if (row instanceof LongNdArray longs) {
      longs.scalars().forEach(value -> value.setLong(whole));
    } else if (row instanceof ShortNdArray shorts) {
      shorts.scalars().forEach(value -> value.setShort((short) whole));
    } else if (row instanceof ByteNdArray bytes) {
      bytes.scalars().forEach(value -> value.setByte((byte) whole));
    } else {
      ((BooleanNdArray) row).scalars().forEach(value -> value.setBoolean(whole != 0));
    }
  }
}

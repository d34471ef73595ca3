package io.attributable.inputs.array;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes elements of a dtype: numbers that it holds without loss of their whole part, {@code true}
 * and {@code false}, texts for strings. Whole numbers may be written {@code 3.0}.
 */
public record ElementReader(InputDtype dtype) {
  private static final int LONGEST = 1000;

  /** The element; empty if the text is none. */
  public Optional<Object> read(String text) {
    if (dtype == InputDtype.STRING) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    String word = text.strip();
    Optional<Boolean> truth = truth(word);
    if (dtype == InputDtype.BOOL) {
      return truth.<Object>map(value -> value).or(() -> number(word).flatMap(this::read));
    }
    if (truth.isPresent()) {
      return read(truth.get() ? BigDecimal.ONE : BigDecimal.ZERO);
    }
    return dtype.isFloat() ? fraction(word) : number(word).flatMap(this::read);
  }

  /** The element; empty if the dtype does not hold the number. */
  public Optional<Object> read(BigDecimal number) {
    if (dtype.isFloat()) {
      return fraction(number.doubleValue());
    }
    if (dtype == InputDtype.BOOL) {
      return isBit(number) ? Optional.of(number.signum() != 0) : Optional.empty();
    }
    if (!dtype.isInteger()) {
      return Optional.empty();
    }
    try {
      return whole(number.toBigIntegerExact());
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** What the dtype's elements are, for messages. */
  public String expected() {
    if (dtype == InputDtype.STRING) {
      return "text";
    }
    if (dtype == InputDtype.BOOL) {
      return "true, false, 1 or 0";
    }
    return dtype.isFloat() ? "a number" : "a whole number of " + dtype.typeName();
  }

  private static Optional<Boolean> truth(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static boolean isBit(BigDecimal value) {
    return value.signum() == 0 || value.compareTo(BigDecimal.ONE) == 0;
  }

  private static Optional<BigDecimal> number(String word) {
    if (word.length() > LONGEST) {
      return Optional.empty(); // Reading takes time that grows with the square of the length.
    }
    try {
      return Optional.of(new BigDecimal(word)).filter(value -> Math.abs(value.scale()) < 400);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Java reads endings such as {@code 1f}, too, which no one means in a file. */
  private Optional<Object> fraction(String word) {
    return number(word).flatMap(value -> fraction(value.doubleValue()));
  }

  private Optional<Object> fraction(double value) {
    boolean wide = dtype.carrier() == InputDtype.Carrier.DOUBLE;
    if (!Double.isFinite(value) || (!wide && !Float.isFinite((float) value))) {
      return Optional.empty();
    }
    return Optional.of(wide ? (Object) value : (Object) (float) value);
  }

  private Optional<Object> whole(BigInteger value) {
    int bits = dtype.bits();
    boolean fits =
        dtype.isUnsigned()
            ? value.signum() >= 0 && value.bitLength() <= bits
            : value.bitLength() < bits;
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        switch (dtype.carrier()) {
          case BYTE -> (Object) value.byteValue();
          case SHORT -> value.shortValue();
          case INT -> value.intValue();
          default -> value.longValue();
        });
  }
}

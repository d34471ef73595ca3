package io.attributable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the values of a parameter are. Whatever reads or writes parameters, in any form of request,
 * knows types from here alone.
 *
 * @param label how usage texts write a value, such as {@code N} or {@code global|local}
 * @param valid what values look like, for those who gave another one
 * @param words those that the value is picked from; none where it is free
 * @param byInput whether a value may be a map of numbers and arrays, by input
 * @param reader the record's component that a request's value stands for; empty for none
 */
record ParameterKind(
    String label,
    String valid,
    List<String> words,
    boolean byInput,
    Function<Object, Optional<? extends Object>> reader) {

  private static final ParameterKind WHOLE_INT = number("N", "a whole number", Integer::valueOf);
  private static final ParameterKind WHOLE_LONG = number("N", "a whole number", Long::valueOf);
  private static final ParameterKind NUMBER = number("X", "a number", ParameterKind::finite);
  private static final ParameterKind FLAG = words(List.of("true", "false"), Boolean::valueOf);
  private static final ParameterKind TEXT =
      new ParameterKind(
          "TEXT",
          "a text",
          List.of(),
          false,
          value -> Optional.of(value).filter(String.class::isInstance));

  private static final ParameterKind BASELINE =
      new ParameterKind(
          "X|INPUT=X|INPUT=FILE|INPUT=blur:X|INPUT=mean:FILE",
          "a number, or numbers, arrays, blurs and means of rows by input",
          List.of(),
          true,
          Baseline::read);
  private static final ParameterKind BASELINES =
      new ParameterKind(
          "INPUT=FILE",
          "arrays by input, each with a row for each baseline",
          List.of(),
          true,
          Baselines::read);

  private static final ParameterKind STDEV =
      new ParameterKind(
          "X|INPUT=X",
          "a number from 0 on, or such numbers by input",
          List.of(),
          true,
          Stdev::read);

  private static final ParameterKind MASK =
      new ParameterKind(
          "INPUT=FILE|INPUT=along:N,N|INPUT=superpixels:X|INPUT=words",
          "arrays of whole numbers, axes, groups of columns, superpixels or words by input",
          List.of(),
          true,
          FeatureMask::read);
  private static final ParameterKind WINDOW =
      new ParameterKind(
          "N,N,…|INPUT=N,N,…",
          "whole numbers, one for each dimension but that of the examples, or such by input",
          List.of(),
          true,
          Window::read);

  private static final Map<Class<?>, ParameterKind> BY_TYPE =
      Map.ofEntries(
          Map.entry(int.class, WHOLE_INT),
          Map.entry(long.class, WHOLE_LONG),
          Map.entry(double.class, NUMBER),
          Map.entry(boolean.class, FLAG),
          Map.entry(String.class, TEXT),
          Map.entry(Baseline.class, BASELINE),
          Map.entry(Baselines.class, BASELINES),
          Map.entry(Stdev.class, STDEV),
          Map.entry(FeatureMask.class, MASK),
          Map.entry(Window.class, WINDOW));

  /** The kind of a record's component. */
  static ParameterKind of(Class<?> type) {
    ParameterKind known = BY_TYPE.get(type);
    if (known != null) {
      return known;
    }
    if (type.isEnum()) {
      return ofConstants(
          Arrays.stream(type.getEnumConstants())
              .<Enum<?>>map(constant -> (Enum<?>) constant)
              .toList());
    }
    throw new IllegalStateException("no request can write a parameter of type " + type.getName());
  }

  private static ParameterKind ofConstants(List<Enum<?>> constants) {
    List<String> words = constants.stream().map(ParameterKind::word).toList();
    return words(words, word -> constants.get(words.indexOf(word)));
  }

  private static ParameterKind words(List<String> words, Function<String, Object> meaning) {
    return new ParameterKind(
        String.join("|", words),
        String.join(" or ", words),
        words,
        false,
        value -> Optional.of(value.toString()).filter(words::contains).map(meaning));
  }

  private static ParameterKind number(
      String label, String valid, Function<String, Object> meaning) {
    return new ParameterKind(
        label,
        valid,
        List.of(),
        false,
        value -> {
          try {
            return Optional.of(meaning.apply(value.toString()));
          } catch (NumberFormatException e) {
            return Optional.empty();
          }
        });
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  /** The record's component that a request's value stands for; empty for none. */
  Optional<? extends Object> read(Object value) {
    return reader.apply(value);
  }

  /** A component as requests write it. */
  static Object written(Object component) {
    return component instanceof Enum<?> constant ? word(constant) : component;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

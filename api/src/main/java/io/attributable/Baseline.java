package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;

/**
 * What stands for the absence of an input: where a path to the input begins. Immutable, but for the
 * arrays, which are read when a request is run. Safe for any number of threads.
 *
 * <p>An array is one row without the example's dimension, for all examples; one with a first
 * dimension of 1, the same; or one with a row for each example. It is of the input's type, or can
 * be cast to it without loss. An array without dimensions is a number for every element.
 *
 * @param number of every element of each input that has no array
 * @param arrays by the names of the signature's inputs, or by addresses of explained layers whose
 *     tensors are replaced ({@link IntegratedGradients})
 * @param blurs by the names of the signature's inputs, or for {@link #OTHERS} that are of
 *     floating-point numbers and have no array: the example itself, blurred
 */
public record Baseline(
    double number, Map<String, NdArray<?>> arrays, Map<String, GaussianBlur> blurs) {

  /** Stands for all inputs that are not named, where requests write numbers by input. */
  public static final String OTHERS = "*";

  /** Copies the maps. */
  public Baseline {
    NonNull.all(arrays, "arrays");
    NonNull.all(blurs, "blurs");
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    blurs = Collections.unmodifiableMap(new LinkedHashMap<>(blurs));
  }

  /** Numbers and arrays alone. */
  public Baseline(double number, Map<String, NdArray<?>> arrays) {
    this(number, arrays, Map.of());
  }

  /** Zeros, which every attribution has as its baseline that is told nothing else. */
  public static Baseline zeros() {
    return of(0);
  }

  /** The same number for every element of every input. */
  public static Baseline of(double number) {
    return new Baseline(number, Map.of());
  }

  /** An array for one input; zeros for all others. */
  public static Baseline of(String input, NdArray<?> array) {
    return of(0, Map.of(input, array));
  }

  /** Arrays for some inputs, a number for all others. */
  public static Baseline of(double number, Map<String, ? extends NdArray<?>> arrays) {
    NonNull.all(arrays, "arrays");
    return new Baseline(number, new LinkedHashMap<>(arrays));
  }

  /**
   * Each example's inputs, blurred along their spatial axes: what is there without its details
   * (Fong and Vedaldi, 2017, arXiv:1704.03296). For inputs {@code [examples, …, channels]} of
   * floating-point numbers.
   *
   * @param sigma the standard deviation in elements, above 0
   */
  public static Baseline blurred(double sigma) {
    return new Baseline(0, Map.of(), Map.of(OTHERS, GaussianBlur.of(sigma)));
  }

  /** One input of each example, blurred; zeros for all others. */
  public static Baseline blurred(String input, double sigma) {
    return new Baseline(0, Map.of(), Map.of(input, GaussianBlur.of(sigma)));
  }

  /**
   * The mean of rows, such as those of a training set, for one input; zeros for all others.
   *
   * @param rows {@code [rows, …]}, floating-point numbers
   * @throws IllegalArgumentException if there are no rows of such numbers
   */
  public static Baseline meanOf(String input, NdArray<?> rows) {
    Objects.requireNonNull(rows, "rows");
    return of(
        input,
        MeanRow.of(rows)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "rows of shape %s have no mean: give at least one row of float or double"
                            .formatted(rows.shape()))));
  }

  /** The same with other arrays. */
  public Baseline withArrays(Map<String, ? extends NdArray<?>> others) {
    NonNull.all(others, "others");
    return new Baseline(number, new LinkedHashMap<>(others), blurs);
  }

  /** The blur of an input that has no array. */
  public Optional<GaussianBlur> blur(String input) {
    return Optional.ofNullable(blurs.getOrDefault(input, blurs.get(OTHERS)));
  }

  /** The array of an input, or of a layer. */
  public Optional<NdArray<?>> array(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * As requests have it: a number, or a map of numbers, arrays, {@code {"blur": 5}} and {@code
   * {"mean": rows}} by input, in which {@link #OTHERS} has the number or the blur of all others.
   *
   * @return empty where the value is neither
   */
  static Optional<Baseline> read(Object value) {
    if (value instanceof Baseline baseline) {
      return Optional.of(baseline);
    }
    if (value instanceof Map<?, ?> map) {
      return read(map);
    }
    return number(value).map(Baseline::of);
  }

  private static Optional<Baseline> read(Map<?, ?> map) {
    double number = 0;
    Map<String, NdArray<?>> arrays = new LinkedHashMap<>();
    Map<String, GaussianBlur> blurs = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Optional<Double> ofOthers =
          OTHERS.equals(entry.getKey()) ? number(entry.getValue()) : Optional.empty();
      Optional<NdArray<?>> array = array(entry.getValue());
      Optional<GaussianBlur> blur = GaussianBlur.read(entry.getValue());
      blur.ifPresent(some -> blurs.put(String.valueOf(entry.getKey()), some));
      if (blur.isPresent()) {
        continue;
      }
      if (ofOthers.isPresent()) {
        number = ofOthers.get();
      } else if (array.isPresent() && !OTHERS.equals(entry.getKey())) {
        arrays.put(String.valueOf(entry.getKey()), array.get());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Baseline(number, arrays, blurs));
  }

  private static Optional<NdArray<?>> array(Object value) {
    return value instanceof NdArray<?> array
        ? Optional.of(array)
        : MeanRow.read(value).or(() -> number(value).map(NdArrays::scalarOf));
  }

  static Optional<Double> number(@Nullable Object value) {
    try {
      return Optional.of(Double.valueOf(String.valueOf(value))).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * A number, or by input a number, the shape of an array or a blur; {@link #OTHERS} has the number
   * or the blur of all others, if it is not 0.
   */
  @JsonValue
  public Object toJson() {
    if (arrays.isEmpty() && blurs.isEmpty()) {
      return number;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (number != 0) {
      map.put(OTHERS, number);
    }
    arrays.forEach((name, array) -> map.put(name, described(array)));
    blurs.forEach((name, blur) -> map.put(name, blur.toJson()));
    return map;
  }

  static Object described(NdArray<?> array) {
    return array.rank() == 0
        ? array.getObject()
        : Map.of("shape", List.of(boxed(array.shape().asArray())));
  }

  private static Long[] boxed(long[] sizes) {
    Long[] boxed = new Long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      boxed[i] = sizes[i];
    }
    return boxed;
  }

  /** Whether the other has the same numbers. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Baseline baseline
        && Double.compare(number, baseline.number) == 0
        && blurs.equals(baseline.blurs)
        && sameArrays(arrays, baseline.arrays);
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, arrays.keySet(), blurs);
  }

  static boolean sameArrays(Map<String, NdArray<?>> one, Map<String, NdArray<?>> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(entry -> isSame(entry.getValue(), other.get(entry.getKey())));
  }

  private static boolean isSame(NdArray<?> one, @Nullable NdArray<?> other) {
    return other != null && ArrayContent.equal(one, other);
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}

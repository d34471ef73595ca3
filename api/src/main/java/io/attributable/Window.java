package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole numbers along the dimensions of a tensor, without that of the examples: the sizes of a
 * window, or how far it moves. Immutable.
 *
 * @param sizes of all tensors that are not named; empty for none
 * @param byInput of others, by the names of the signature's inputs or by addresses of explained
 *     layers
 */
public record Window(List<Integer> sizes, Map<String, List<Integer>> byInput) {
  private static final Window NONE = new Window(List.of(), Map.of());

  /** Copies the collections. */
  public Window {
    NonNull.all(sizes, "sizes");
    NonNull.all(byInput, "byInput");
    sizes = List.copyOf(sizes);
    Map<String, List<Integer>> copies = new LinkedHashMap<>();
    byInput.forEach((name, each) -> copies.put(name, List.copyOf(each)));
    byInput = Collections.unmodifiableMap(copies);
  }

  /** No numbers. */
  public static Window none() {
    return NONE;
  }

  /** The same for every explained tensor: {@code of(8, 8, 3)}. */
  public static Window of(int... sizes) {
    return new Window(Arrays.stream(sizes).boxed().toList(), Map.of());
  }

  /** By input or layer. */
  public static Window of(Map<String, List<Integer>> byInput) {
    return new Window(List.of(), byInput);
  }

  /** Those of an input or layer; empty where nothing is said. */
  public List<Integer> of(String name) {
    return byInput.getOrDefault(name, sizes);
  }

  /**
   * As requests have it: a number, a list of numbers, a text such as {@code 8,8,3}, or a map of
   * these by input, in which {@link Baseline#OTHERS} has those of all others.
   *
   * @return empty where the value is none of these
   */
  static Optional<Window> read(Object value) {
    if (value instanceof Window window) {
      return Optional.of(window);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return numbers(value).map(sizes -> new Window(sizes, Map.of()));
    }
    List<Integer> others = List.of();
    Map<String, List<Integer>> byInput = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Optional<List<Integer>> sizes = numbers(entry.getValue());
      if (sizes.isEmpty()) {
        return Optional.empty();
      }
      if (Baseline.OTHERS.equals(entry.getKey())) {
        others = sizes.get();
      } else {
        byInput.put(String.valueOf(entry.getKey()), sizes.get());
      }
    }
    return Optional.of(new Window(others, byInput));
  }

  private static Optional<List<Integer>> numbers(Object value) {
    List<?> parts =
        value instanceof List<?> list
            ? list
            : value instanceof Number
                ? List.of(value)
                : List.of(String.valueOf(value).split(",", -1));
    try {
      return Optional.of(parts.stream().map(Window::whole).toList());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Integer whole(Object part) {
    return part instanceof Double number && number == Math.rint(number)
        ? Integer.valueOf(number.intValue())
        : Integer.valueOf(String.valueOf(part).strip());
  }

  /** A list of numbers, or lists by input, among which {@link Baseline#OTHERS} has the others'. */
  @JsonValue
  public Object toJson() {
    if (byInput.isEmpty()) {
      return sizes;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    if (!sizes.isEmpty()) {
      map.put(Baseline.OTHERS, sizes);
    }
    map.putAll(byInput);
    return map;
  }

  @Override
  public String toString() {
    return String.valueOf(toJson());
  }
}

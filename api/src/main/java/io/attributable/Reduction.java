package io.attributable;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How each attribution is reduced inside TensorFlow, so that one value per position, or a few
 * neurons, are copied to Java instead of whole tensors. Steps are applied in the order in which
 * they were added, the first one to the attribution. Immutable, safe for any number of threads.
 *
 * <pre>{@code
 * Reduction heatmap = Reduction.none().sumOverChannels().absolute().resizeToInput();
 * Reduction strongest = Reduction.none().topByMagnitude(20);
 * }</pre>
 *
 * <p>Dimension 0 is the example: it is never reduced, and the result of an example does not depend
 * on the others. Axes are those of the step's input, the example's being 0; negative ones count
 * from the end. The result has the attribution's type; behind a resize it is float32.
 *
 * @param steps in order
 */
public record Reduction(List<Step> steps) {
  private static final Reduction NONE = new Reduction(List.of());

  /**
   * Copies the steps.
   *
   * @throws AttributionException REDUCTION_INVALID if a step follows one that chooses neurons
   */
  public Reduction {
    NonNull.all(steps, "steps");
    steps = List.copyOf(steps);
    for (int i = 0; i + 1 < steps.size(); i++) {
      if (steps.get(i) instanceof Top top) {
        throw invalid(text(steps), top + " chooses single neurons, so nothing can follow it");
      }
    }
  }

  /** No reduction; other reductions start from it. */
  public static Reduction none() {
    return NONE;
  }

  /**
   * Reads a reduction as it is written on the command line and by {@link #toString()}: steps
   * separated by commas, such as {@code sum=channels,abs,resize=input}.
   *
   * <p>{@code abs} · {@code sum=channels} (the last axis) · {@code sum=tokens} (axis 1) · {@code
   * sum=1+2} (axes) · {@code resize=96x128} (height, width) · {@code resize=input} · {@code
   * resize=input:NAME} · {@code resize=input:NAME:AXIS} (of the input's height) · {@code scale=2} ·
   * {@code scale=2x1.5} · {@code top=20} · {@code topabs=20} · {@code none}
   *
   * @throws AttributionException REDUCTION_INVALID
   */
  public static Reduction parse(String text) {
    Objects.requireNonNull(text, "text");
    return ReductionText.read(text);
  }

  /** The absolute value of each element. */
  public Reduction absolute() {
    return then(new Absolute());
  }

  /**
   * Sums over axes and removes them.
   *
   * @throws AttributionException REDUCTION_INVALID for no axis, the same one twice, or the
   *     example's
   */
  public Reduction sum(int... axes) {
    Objects.requireNonNull(axes, "axes");
    return then(new Sum(IntStream.of(axes).boxed().collect(Collectors.toList())));
  }

  /** Sums over the last axis; where channels come first, use {@code sum(1)}. */
  public Reduction sumOverChannels() {
    return sum(-1);
  }

  /** Sums over axis 1, the one after the example: tokens or time steps. */
  public Reduction sumOverTokens() {
    return sum(1);
  }

  /**
   * Resizes maps of shape {@code [examples, height, width]} by bilinear interpolation with
   * half-pixel centres and without antialiasing, as {@code tf.image.resize} does by default. The
   * result is float32.
   *
   * @throws AttributionException REDUCTION_INVALID for sizes below 1
   */
  public Reduction resize(int height, int width) {
    return then(new Resize(height, width));
  }

  /**
   * As {@link #resize(int, int)}, to multiples of the map's height and width, rounded down.
   *
   * @throws AttributionException REDUCTION_INVALID for factors that are not above 0
   */
  public Reduction scale(double height, double width) {
    return then(new Scale(height, width));
  }

  /** As {@link #resize(int, int)}, to the height and width of the only input that has them. */
  public Reduction resizeToInput() {
    return then(new ResizeToInput(Optional.empty(), 1));
  }

  /**
   * As {@link #resize(int, int)}, to the height and width of an input {@code [?,height,width,…]}.
   */
  public Reduction resizeToInput(String input) {
    Objects.requireNonNull(input, "input");
    return resizeToInput(input, 1);
  }

  /**
   * As {@link #resize(int, int)}, to the height and width of an input.
   *
   * @param heightAxis the input's axis of the height, before that of the width; 2 where channels
   *     come first
   * @throws AttributionException REDUCTION_INVALID for the example's axis and negative ones
   */
  public Reduction resizeToInput(String input, int heightAxis) {
    Objects.requireNonNull(input, "input");
    return then(new ResizeToInput(Optional.of(input), heightAxis));
  }

  /**
   * The neurons with the largest values of each example, largest first, and their positions: {@link
   * AttributedTensor#positions()}. The result has shape {@code [examples, count]}, or fewer values
   * if the tensor has fewer; among equal values the smaller position comes first. Must be the last
   * step.
   *
   * @throws AttributionException REDUCTION_INVALID for a count below 1
   */
  public Reduction top(int count) {
    return then(new Top(count, false));
  }

  /** As {@link #top(int)}, with the largest absolute values; the values keep their signs. */
  public Reduction topByMagnitude(int count) {
    return then(new Top(count, true));
  }

  /**
   * This reduction with another step at the end.
   *
   * @throws AttributionException REDUCTION_INVALID after {@link #top(int)}
   */
  public Reduction then(Step step) {
    Objects.requireNonNull(step, "step");
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return new Reduction(more);
  }

  /** Whether there are no steps. */
  public boolean isNone() {
    return steps.isEmpty();
  }

  /** The text that {@link #parse(String)} reads; also its JSON. */
  @JsonValue
  @Override
  public String toString() {
    return text(steps);
  }

  private static String text(List<Step> steps) {
    return steps.isEmpty()
        ? ReductionText.NONE
        : steps.stream().map(Step::toString).collect(Collectors.joining(","));
  }

  static AttributionException invalid(Object reduction, String problem) {
    return new AttributionException(ErrorCode.REDUCTION_INVALID, reduction, problem);
  }

  /** A step of a reduction. Immutable. */
  public sealed interface Step {}

  /** See {@link Reduction#absolute()}. */
  public record Absolute() implements Step {
    @Override
    public String toString() {
      return "abs";
    }
  }

  /**
   * See {@link Reduction#sum(int...)}.
   *
   * @param axes at least one, each once, none the example's
   */
  public record Sum(List<Integer> axes) implements Step {
    /** Copies and checks the axes. */
    public Sum {
      NonNull.all(axes, "axes");
      axes = List.copyOf(axes);
      if (axes.isEmpty()) {
        throw invalid("sum", "it names no axis to sum over");
      }
      if (axes.contains(0)) {
        throw invalid(sum(axes), "axis 0 is the example, which is never summed over");
      }
      if (axes.stream().distinct().count() < axes.size()) {
        throw invalid(sum(axes), "it names an axis twice");
      }
    }

    @Override
    public String toString() {
      return sum(axes);
    }

    private static String sum(List<Integer> axes) {
      return axes.equals(List.of(-1))
          ? "sum=channels"
          : axes.stream().map(String::valueOf).collect(Collectors.joining("+", "sum=", ""));
    }
  }

  /**
   * See {@link Reduction#resize(int, int)}.
   *
   * @param height at least 1
   * @param width at least 1
   */
  public record Resize(int height, int width) implements Step {
    /** Checks the sizes. */
    public Resize {
      if (height < 1 || width < 1) {
        throw invalid("resize=" + height + "x" + width, "height and width must be at least 1");
      }
    }

    @Override
    public String toString() {
      return "resize=" + height + "x" + width;
    }
  }

  /**
   * See {@link Reduction#scale(double, double)}.
   *
   * @param height the factor of the height, above 0
   * @param width the factor of the width, above 0
   */
  public record Scale(double height, double width) implements Step {
    /** Checks the factors. */
    public Scale {
      if (!(height > 0 && width > 0) || Double.isInfinite(height + width)) {
        throw invalid("scale=" + height + "x" + width, "factors must be finite and above 0");
      }
    }

    @Override
    public String toString() {
      return "scale=" + height + "x" + width;
    }
  }

  /**
   * See {@link Reduction#resizeToInput()}.
   *
   * @param input empty for the only one with a height and a width
   * @param heightAxis the input's axis of the height; the width is behind it
   */
  public record ResizeToInput(Optional<String> input, int heightAxis) implements Step {
    /** Checks the axis. */
    public ResizeToInput {
      Objects.requireNonNull(input, "input");
      if (heightAxis < 1) {
        throw invalid(
            "resize=input" + input.map(name -> ":" + name + ":" + heightAxis).orElse(""),
            "the axis of an input's height must be at least 1, as axis 0 is the example");
      }
    }

    @Override
    public String toString() {
      // A name that ends like an axis would be taken for one.
      boolean plain = heightAxis == 1 && !input.orElse("").matches(".*:\\d{1,9}");
      return "resize=input"
          + (plain
              ? input.map(name -> ":" + name).orElse("")
              : ":" + input.orElse("") + ":" + heightAxis);
    }
  }

  /**
   * See {@link Reduction#top(int)} and {@link Reduction#topByMagnitude(int)}.
   *
   * @param count how many, at least 1
   * @param byMagnitude whether absolute values are compared
   */
  public record Top(int count, boolean byMagnitude) implements Step {
    /** Checks the count. */
    public Top {
      if (count < 1) {
        throw invalid(top(count, byMagnitude), "the count must be at least 1");
      }
    }

    @Override
    public String toString() {
      return top(count, byMagnitude);
    }

    private static String top(int count, boolean byMagnitude) {
      return (byMagnitude ? "topabs=" : "top=") + count;
    }
  }
}

package io.attributable.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Target;
import io.attributable.graph.flat.Attributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Volumes of a few whole numbers, of which windows have several that are the largest. */
class VolumePoolingTest {
  private static final int[] VOLUME = {5, 4, 3, 2};
  private static final long[] WINDOW = {3, 2, 2};
  private static final long[] STRIDES = {2, 1, 2};

  @TempDir private Path folder;

  private Path model(String padding, int results) {
    Map<String, AttrValue> window =
        Map.of(
            "ksize", Attributes.of(List.of(1L, WINDOW[0], WINDOW[1], WINDOW[2], 1L)),
            "strides", Attributes.of(List.of(1L, STRIDES[0], STRIDES[1], STRIDES[2], 1L)),
            "padding", Attributes.of(padding));
    return new NodeModel(
            Shape.of(-1, VOLUME[0], VOLUME[1], VOLUME[2], VOLUME[3]), DataType.DT_FLOAT)
        .add("pooled", "MaxPool3D", window, "x")
        .integers("sizes", -1, results)
        .add("scores", "Reshape", "pooled", "sizes")
        .write(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VALID", "SAME"})
  void theFirstOfTheLargestHasTheGradient(String padding) {
    List<List<int[]>> windows = windows(padding);
    FloatNdArray x = numbers(3);
    try (AttributableModel model =
        AttributableModel.load(model(padding, windows.size() * VOLUME[3]))) {
      for (int target = 0; target < windows.size() * VOLUME[3]; target++) {
        Attributions found =
            LayerAttribution.on(model)
                .input("x", x)
                .layers("input:x")
                .method(new GradientXActivation(Mode.LOCAL))
                .target(Target.of(target))
                .attribute();
        assertGradient(
            found.get("input:x"), x, windows.get(target / VOLUME[3]), target % VOLUME[3]);
      }
    }
  }

  private static void assertGradient(
      Attribution found, FloatNdArray x, List<int[]> window, int channel) {
    FloatNdArray gradient = found.floats();
    for (int example = 0; example < x.shape().get(0); example++) {
      int[] first = first(x, window, example, channel);
      float sum = 0;
      for (FloatNdArray number : gradient.get(example).scalars()) {
        sum += number.getFloat();
      }
      assertThat(sum).isEqualTo(1);
      assertThat(gradient.getFloat(example, first[0], first[1], first[2], channel)).isEqualTo(1);
    }
  }

  private static int[] first(FloatNdArray x, List<int[]> window, int example, int channel) {
    int[] first = window.get(0);
    for (int[] at : window) {
      if (x.getFloat(example, at[0], at[1], at[2], channel)
          > x.getFloat(example, first[0], first[1], first[2], channel)) {
        first = at;
      }
    }
    return first;
  }

  private static FloatNdArray numbers(int examples) {
    Random random = new Random(4);
    FloatNdArray x =
        NdArrays.ofFloats(Shape.of(examples, VOLUME[0], VOLUME[1], VOLUME[2], VOLUME[3]));
    x.scalars().forEach(number -> number.setFloat(random.nextInt(3)));
    return x;
  }

  /** The places of each window, in the order of the results. */
  private static List<List<int[]>> windows(String padding) {
    List<List<int[]>> windows = new ArrayList<>();
    for (int[] depth : ranges(0, padding)) {
      for (int[] height : ranges(1, padding)) {
        for (int[] width : ranges(2, padding)) {
          windows.add(places(depth, height, width));
        }
      }
    }
    return windows;
  }

  private static List<int[]> places(int[] depth, int[] height, int[] width) {
    List<int[]> places = new ArrayList<>();
    for (int d = depth[0]; d < depth[1]; d++) {
      for (int h = height[0]; h < height[1]; h++) {
        for (int w = width[0]; w < width[1]; w++) {
          places.add(new int[] {d, h, w});
        }
      }
    }
    return places;
  }

  /** Where windows begin and end along an axis. */
  private static List<int[]> ranges(int axis, String padding) {
    int size = VOLUME[axis];
    int window = (int) WINDOW[axis];
    int stride = (int) STRIDES[axis];
    boolean same = padding.equals("SAME");
    int count = same ? (size + stride - 1) / stride : (size - window) / stride + 1;
    int before = same ? Math.max(0, (count - 1) * stride + window - size) / 2 : 0;
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int begin = i * stride - before;
      ranges.add(new int[] {Math.max(0, begin), Math.min(size, begin + window)});
    }
    return ranges;
  }
}

package io.attributable.tensorflow.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.attributable.graph.flat.Attributes;
import io.attributable.graph.op.KnownShapes;
import io.attributable.graph.tensor.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Products that TensorFlow 2.18 computes wrongly, and writes past their results, are right. */
class SafeProductsTest {
  @ParameterizedTest
  @CsvSource({
    "6x1x4x6, 6x5",
    "6x1x4x6, 1x1x6x5",
    "64x1x32x64, 64x16",
    "300x1x2x8, 8x3",
    "2x1x64x64, 1x64x64",
    "6x4x6, 6x5",
    "4x6, 6x1x6x5",
    "2x3x4x6, 2x3x6x5",
    "1x1x4x6, 6x2x6x5",
    "4x6, 6x5"
  })
  void areWhatTheyAre(String left, String right) {
    Shape of = shape(left);
    Shape with = shape(right);
    try (SessionGraph session = SessionGraph.empty(ConfigProto.getDefaultInstance());
        Tensor ones = filled(of);
        Tensor rows = filled(with)) {
      String prefix = session.importPlan(product(of.numDimensions(), with.numDimensions()));
      try (Result result =
          session
              .session()
              .runner()
              .feed(prefix + "/a", ones)
              .feed(prefix + "/b", rows)
              .fetch(prefix + "/y")
              .run()) {
        TFloat32 product = (TFloat32) result.get(0);
        float depth = with.get(with.numDimensions() - 2);
        product.scalars().forEach(value -> assertThat(value.getFloat()).isEqualTo(depth));
      }
    }
  }

  @Test
  void leavesAloneWhatIsKnownToBeRight() {
    GraphDef plain = product(4, 2);
    assertThat(SafeProducts.in(plain)).isNotEqualTo(plain);
    GraphDef.Builder marked = plain.toBuilder();
    marked.getNodeBuilder(2).putAttr(KnownShapes.mark(), KnownShapes.value());
    assertThat(SafeProducts.in(marked.build())).isEqualTo(marked.build());
    GraphDef.Builder forged = plain.toBuilder();
    forged.getNodeBuilder(2).putAttr(KnownShapes.mark(), Attributes.of(true));
    assertThat(SafeProducts.in(forged.build())).isNotEqualTo(forged.build());
  }

  @Test
  void knowsWhichShapesAreSafe() {
    assertThat(List.of(Shape.of(-1, 8, 4, 5), Shape.of(-1, 4, 5), Shape.of(1, 1, 4, 5)))
        .allMatch(KnownShapes::areSafe);
    assertThat(List.of(Shape.of(-1, 1, 4, 5), Shape.of(-1, -1, 4, 5), Shape.unknown()))
        .noneMatch(KnownShapes::areSafe);
  }

  /** The C library finds what is written past an array when the array is freed. */
  @Test
  void writesPastNoResult() throws IOException, InterruptedException {
    Path checker = Path.of("/usr/lib/x86_64-linux-gnu/libc_malloc_debug.so.0");
    assumeTrue(Files.exists(checker));
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName());
    child.environment().put("LD_PRELOAD", checker.toString());
    child.environment().put("MALLOC_CHECK_", "3");
    Process process =
        child.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What is run with a heap that is checked. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) {
      SafeProductsTest test = new SafeProductsTest();
      for (int i = 0; i < 5; i++) {
        test.areWhatTheyAre("6x1x4x6", "6x5");
        test.areWhatTheyAre("6x1x4x6", "1x1x6x5");
        test.areWhatTheyAre("64x1x128x64", "64x64");
      }
      Runtime.getRuntime().halt(0);
    }
  }

  private static GraphDef product(int left, int right) {
    return GraphDef.newBuilder()
        .addNode(placeholder("a", left))
        .addNode(placeholder("b", right))
        .addNode(
            NodeDef.newBuilder()
                .setName("y")
                .setOp("BatchMatMulV2")
                .addInput("a")
                .addInput("b")
                .putAllAttr(
                    Map.of(
                        "T", Attributes.of(DataType.DT_FLOAT),
                        "adj_x", Attributes.of(false),
                        "adj_y", Attributes.of(false))))
        .build();
  }

  private static NodeDef placeholder(String name, int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, -1);
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Placeholder")
        .putAttr("dtype", Attributes.of(DataType.DT_FLOAT))
        .putAttr("shape", AttrValue.newBuilder().setShape(Types.proto(Shape.of(sizes))).build())
        .build();
  }

  private static Tensor filled(Shape shape) {
    float[] ones = new float[(int) shape.size()];
    Arrays.fill(ones, 1);
    return TFloat32.tensorOf(shape, DataBuffers.of(ones));
  }

  private static Shape shape(String text) {
    return Shape.of(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
  }
}

package io.attributable.tensorflow.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.Target;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.Digits;
import io.attributable.tensorflow.PlacementTrace;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.NodeDef;

/** Placement on devices, tried on a CPU that TensorFlow is told to take for two. */
class DevicesTest {
  private static final ConfigProto TWO_CPUS =
      ConfigProto.newBuilder().putDeviceCount("CPU", 2).build();

  private static ModelOptions on(String device) {
    return ModelOptions.defaults().config(TWO_CPUS).device(device);
  }

  @ParameterizedTest
  @EnumSource(WeightSource.class)
  void aPlanRunsOnItsDeviceWithTheSameNumbers(WeightSource weights) {
    FloatNdArray images = Digits.images(2, 5);
    try (AttributableModel first = Digits.load(on("").weights(weights));
        AttributableModel second = Digits.load(on("/CPU:1").weights(weights))) {
      assertThat(nodeDevices(second)).contains("/device:CPU:1");
      // Plans of the first device have kernels of oneDNN, which may add up in another order.
      assertThat(explain(second, images)).containsExactly(explain(first, images), within(1e-5f));
    }
  }

  /** What TensorFlow really ran, by its own trace. */
  @Test
  void theTraceShowsTheDevice() {
    try (AttributableModel model = Digits.load(on("/CPU:1"))) {
      assertThat(PlacementTrace.devicesOf(model, "Conv2DBackpropInput"))
          .containsExactly("/device:CPU:1");
    }
  }

  @Test
  void variablesStayWhereTheyWereLoaded() {
    try (AttributableModel model = Digits.load(on("/CPU:1").weights(WeightSource.VARIABLES))) {
      List<NodeDef> handles =
          PlacementTrace.plan(model).plan().graph().getNodeList().stream()
              .filter(node -> node.getOp().equals("VarHandleOp"))
              .toList();
      assertThat(handles).isNotEmpty().allMatch(node -> node.getDevice().isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/GPU:7", "/CPU:2", "GPU:7", "/device:TPU:0", "nonsense!"})
  void aDeviceThatIsNotThereIsSaidSo(String device) {
    assertThatThrownBy(() -> Digits.load(on(device)))
        .isInstanceOfSatisfying(
            AttributionException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND))
        .hasMessageContaining("\"" + device + "\"");
  }

  @Test
  void whatThereIsInsteadIsListed() {
    assertThatThrownBy(() -> Digits.load(on("/GPU:7"))).hasMessageContaining("/CPU:0, /CPU:1");
  }

  private static Set<String> nodeDevices(AttributableModel model) {
    return PlacementTrace.plan(model).plan().graph().getNodeList().stream()
        .map(NodeDef::getDevice)
        .collect(Collectors.toSet());
  }

  private static float[] explain(AttributableModel model, FloatNdArray images) {
    return Digits.flat(
        Digits.request(model, images).target(Target.of(3)).attribute().get("conv2").floats());
  }
}

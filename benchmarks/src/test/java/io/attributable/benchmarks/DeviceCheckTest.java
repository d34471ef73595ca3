package io.attributable.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.ElementType;
import io.attributable.GradientXActivation;
import io.attributable.Port;
import io.attributable.tensorflow.cost.OpCost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.ndarray.StdArrays;

/** What checks GPUs, on CPUs. */
@Tag("slow")
class DeviceCheckTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("project.root"), "benchmarks", "gpu-check", "run");

  @Test
  void aSecondCpuIsWell() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(check("/CPU:1", out)).isEqualTo(DeviceCheck.WELL);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).contains("DEVIATION", "ELSEWHERE", "RATIO");
    // Kernels of the first CPU may be oneDNN's, which add up in another order.
    assertThat(lines.get(2))
        .matches("digits:conv2 +8 +(0\\.0e\\+00|[0-9]\\.[0-9]e-0[7-9]) +[0-9]+ +0 .*");
  }

  @Test
  void aDeviceThatIsNotThereIsSaidSo() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(check("/GPU:99", out)).isEqualTo(DeviceCheck.NOTHING_CHECKED);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("[DeviceNotFound]", "/CPU:0, /CPU:1");
  }

  @Test
  void workElsewhereIsSeen() {
    OpCost there = new OpCost("_MklNativeConv2D", "/device:GPU:0", 3, 1);
    OpCost shapes = new OpCost("Shape", "/device:CPU:0", 1, 1);
    OpCost stray = new OpCost("MatMul", "/device:CPU:0", 1, 1);
    assertThat(Placement.of(List.of(there, shapes), "/GPU:0").isRight()).isTrue();
    assertThat(Placement.of(List.of(there, shapes), "/GPU:0").part()).isEqualTo(0.75);
    assertThat(Placement.of(List.of(there, stray), "/GPU:0").isRight()).isFalse();
    assertThat(Placement.of(List.of(there), "/device:GPU:1").isRight()).isFalse();
    assertThat(Placement.of(List.of(shapes), "/GPU:0").isRight()).isFalse();
  }

  @Test
  void deviationIsAPartOfTheLargestNumber() {
    Attributions expected = attributions(1, -4);
    assertThat(Deviation.of(expected, expected)).isZero();
    assertThat(Deviation.of(attributions(2, -4), expected)).isEqualTo(0.25);
    assertThat(Deviation.of(attributions(Float.NaN, -4), expected)).isNaN();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void withoutADriverTheScriptSaysSo() throws IOException, InterruptedException {
    ProcessBuilder script = new ProcessBuilder("/bin/bash", SCRIPT.toString());
    script.environment().put("PATH", "/nowhere");
    Process process = script.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(DeviceCheck.NOTHING_CHECKED);
    assertThat(said).startsWith("gpu-check: ").hasLineCount(1);
  }

  private static int check(String device, ByteArrayOutputStream out) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new DeviceCheck(device, stream).run(List.of("digits:conv2"));
  }

  private static Attributions attributions(float... numbers) {
    AttributedTensor tensor =
        new AttributedTensor("t:0", ElementType.FLOAT32, StdArrays.ndCopyOf(numbers));
    return new Attributions(
        List.of(
            new Attribution("t", Port.OUTPUT, new GradientXActivation(), List.of(tensor), null)));
  }
}

package io.attributable.benchmarks;

import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.AttributableModel;
import io.attributable.tensorflow.LayerAttribution;
import io.attributable.tensorflow.cost.CostProfile;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.tensorflow.proto.ConfigProto;

/**
 * Holds a device against the CPU: the same numbers, the work really done there, and the times of
 * both. {@code benchmarks/gpu-check} runs it on GPUs; a second CPU does for trying it out.
 */
public final class DeviceCheck {
  static final int WELL = 0;
  static final int NOT_WELL = 1;
  static final int NOTHING_CHECKED = 2;

  /** As a part of the largest number. */
  static final double TOLERANCE = 1e-3;

  private static final String SUBJECTS = "attributable.benchmarks.subjects";
  private static final String DEFAULT =
      "digits:conv2,k3_transformer:layer_normalization,k3_lstm:hidden";
  private static final String CPU = "/CPU:0";
  private static final List<Integer> BATCHES = List.of(1, 8, 32);
  private static final int RUNS = 10;

  /**
   * TensorFlow makes as many CPUs as it is told to; a device called {@code /CPU:1} is the second.
   */
  private static final ConfigProto TWO_CPUS =
      ConfigProto.newBuilder().putDeviceCount("CPU", 2).build();

  private final String device;
  private final PrintStream out;
  private int status = WELL;

  DeviceCheck(String device, PrintStream out) {
    this.device = device;
    this.out = out;
  }

  /** Checks the device that is named and ends with what came of it. */
  public static void main(String[] arguments) {
    String subjects = System.getProperty(SUBJECTS, DEFAULT);
    System.exit(new DeviceCheck(arguments[0], System.out).run(List.of(subjects.split(",", -1))));
  }

  int run(List<String> subjects) {
    row(
        "MODEL:LAYER",
        "BATCH",
        "DEVIATION",
        "THERE",
        "ELSEWHERE",
        "NODES",
        "CPU",
        "DEVICE",
        "RATIO");
    try {
      subjects.forEach(subject -> check(subject, Subject.parse(subject)));
    } catch (AttributionException e) {
      out.println(e.getMessage());
      return e.code() == ErrorCode.DEVICE_NOT_FOUND ? NOTHING_CHECKED : NOT_WELL;
    }
    return status;
  }

  private void check(String name, Subject subject) {
    try (AttributableModel cpu = load(subject, CPU);
        AttributableModel there = load(subject, device)) {
      for (int batch : BATCHES) {
        check(name, batch, subject.request(cpu, batch), subject.request(there, batch));
      }
    }
  }

  private static AttributableModel load(Subject subject, String device) {
    return AttributableModel.load(
        subject.model(), ModelOptions.defaults().config(TWO_CPUS).device(device));
  }

  private void check(String name, int batch, LayerAttribution cpu, LayerAttribution there) {
    Attributions expected = cpu.attribute();
    double deviation = Deviation.of(there.attribute(), expected);
    CostProfile cpuCost = cpu.measure(RUNS);
    CostProfile cost = there.measure(RUNS);
    Placement placement = Placement.of(cost.ops(), device);
    double ratio = cost.attribution().median() / cpuCost.attribution().median();
    row(
        name,
        batch,
        text("%.1e", deviation),
        placement.there(),
        placement.elsewhere(),
        text("%.0f %%", 100 * placement.part()),
        text("%.2f", cpuCost.attribution().median()),
        text("%.2f", cost.attribution().median()),
        text("%.2f", ratio));
    judge(name, deviation, placement);
  }

  private void judge(String name, double deviation, Placement placement) {
    // Not a number is not below the tolerance either.
    if (!(deviation <= TOLERANCE)) {
      fail(name + " gives other numbers on " + device);
    }
    if (!placement.isRight()) {
      fail(name + " was not run on " + device);
    }
  }

  private void fail(String problem) {
    out.println("  " + problem);
    status = NOT_WELL;
  }

  private void row(Object... cells) {
    out.printf(Locale.ROOT, "%-40s %5s %9s %5s %9s %5s %9s %9s %6s%n", cells);
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}

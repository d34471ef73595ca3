package io.attributable.tensorflow;

import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.GradCam;
import io.attributable.GradientXActivation;
import io.attributable.Mode;
import io.attributable.Reduction;
import io.attributable.Saliency;
import io.attributable.Target;
import io.attributable.tensorflow.options.LimitOptions;
import io.attributable.tensorflow.options.ModelOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What a service does for months, in a process of its own, whose memory is looked at from outside
 * and inside. Prints a line for each part.
 */
final class Soak {
  private static final int THREADS = 32;
  private static final int KINDS = 60;
  private static final long MIB = 1L << 20;

  private Soak() {}

  /** Takes numbers of calls, loads and plans. */
  public static void main(String[] arguments) throws Exception {
    calls(Integer.parseInt(arguments[0]));
    loads(Integer.parseInt(arguments[1]));
    plans(Integer.parseInt(arguments[2]));
  }

  /** Of the process, and of the Java heap after a collection. */
  private record Memory(long resident, long heap) {
    static Memory now() throws IOException {
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      Path status = Path.of("/proc/self/status");
      long resident =
          Files.exists(status)
              ? Files.readAllLines(status).stream()
                  .filter(line -> line.startsWith("VmRSS"))
                  .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                  .sum()
              : 0;
      return new Memory(resident, heap);
    }

    String to(Memory after) {
      return "resident %d to %d MiB, heap %d to %d MiB"
          .formatted(resident / MIB, after.resident / MIB, heap / MIB, after.heap / MIB);
    }
  }

  private static void report(String part, int count, Memory before, String more)
      throws IOException {
    System.out.println(part + " " + count + ": " + before.to(Memory.now()) + more);
  }

  private static ModelOptions options() {
    return ModelOptions.defaults().deterministic(true);
  }

  /** A request of some kind: layers, methods, targets and batch sizes are mixed. */
  private static Attributions answer(AttributableModel model, int kind) {
    Random random = new Random(kind);
    List<String> layers = List.of("conv1", "conv2", "conv3");
    List<AttributionMethod> methods =
        List.of(
            new GradientXActivation(),
            new GradientXActivation(Mode.LOCAL),
            new Saliency(),
            new GradCam());
    return LayerAttribution.on(model)
        .layers(layers.get(random.nextInt(layers.size())))
        .method(methods.get(random.nextInt(methods.size())))
        .output("logits")
        .target(random.nextBoolean() ? Target.predicted() : Target.of(random.nextInt(10)))
        .input("image", Digits.images(1 + random.nextInt(9), kind))
        .attribute();
  }

  private static void calls(int count) throws Exception {
    try (AttributableModel model = Digits.load(options());
        AttributableModel other = Digits.load(options())) {
      List<Attributions> alone =
          IntStream.range(0, KINDS).mapToObj(kind -> answer(model, kind)).toList();
      concurrently(model, other, alone, Math.max(THREADS, count / 10));
      Memory before = Memory.now();
      int different = concurrently(model, other, alone, count);
      report("calls", count, before, ", " + different + " of them not bit-equal");
    }
  }

  private static int concurrently(
      AttributableModel model, AttributableModel other, List<Attributions> alone, int count)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> different = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        different.add(
            threads.submit(
                () -> {
                  int wrong = 0;
                  for (int i = first; i < count; i += THREADS) {
                    int kind = (i * 7) % KINDS;
                    AttributableModel asked = i % 2 == 0 ? model : other;
                    wrong += answer(asked, kind).equals(alone.get(kind)) ? 0 : 1;
                  }
                  return wrong;
                }));
      }
      int sum = 0;
      for (Future<Integer> each : different) {
        sum += each.get();
      }
      return sum;
    } finally {
      threads.shutdown();
    }
  }

  private static void loads(int count) throws IOException {
    load(Math.max(5, count / 10));
    Memory before = Memory.now();
    load(count);
    report("loads", count, before, "");
  }

  private static void load(int count) {
    for (int i = 0; i < count; i++) {
      try (AttributableModel model = Digits.load(options())) {
        answer(model, i % KINDS);
      }
    }
  }

  /** Each reduction is a plan of its own. */
  private static void plans(int count) throws IOException {
    LimitOptions limits = LimitOptions.defaults().planBytes(64 * MIB);
    try (AttributableModel model = Digits.load(options().limits(limits).maxPlans(count))) {
      plans(model, 0, Math.max(100, count / 10));
      Memory before = Memory.now();
      plans(model, count, 2 * count);
      report(
          "plans",
          count,
          before,
          ", %d kept with %d MiB by estimate"
              .formatted(model.status().plans(), model.status().planBytes() / MIB));
    }
  }

  private static void plans(AttributableModel model, int from, int to) {
    LayerAttribution request =
        LayerAttribution.on(model)
            .layers("conv2")
            .output("logits")
            .target(Target.of(1))
            .input("image", Digits.images(1, 1));
    for (int i = from; i < to; i++) {
      request
          .reduce(Reduction.none().sumOverChannels().resize(1 + i % 100, 1 + i / 100))
          .attribute();
    }
  }
}

package io.attributable.tensorflow.internal.session;

import io.attributable.Optimisation;
import io.attributable.tensorflow.internal.runtime.Devices;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.Precision;
import io.attributable.tensorflow.options.ThreadOptions;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions.Level;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RewriterConfig.MemOptType;
import org.tensorflow.proto.RewriterConfig.NumIterationsType;
import org.tensorflow.proto.RewriterConfig.Toggle;

/** The settings of every session, besides the user's. */
public final class SessionConfig {
  /**
   * Grappler's constant folding multiplies the factors of a batch normalisation into the
   * convolution before it. That rounds differently from the model as it is served; where an
   * activation is next to the non-differentiable point of a ReLU, its gradient then differs. Nor is
   * it faster.
   *
   * <p>Moving code out of branches, saving memory and a second round over everything take a third
   * of what Grappler takes at the first run of a loop, and make no run after it faster: plans are
   * optimised before TensorFlow sees them.
   *
   * <p>Source: {@code tensorflow/core/grappler/optimizers/constant_folding.cc}, {@code
   * remapper.cc}, {@code meta_optimizer.cc}.
   */
  private static final RewriterConfig FAITHFUL =
      RewriterConfig.newBuilder()
          .setConstantFolding(Toggle.OFF)
          .setRemapping(Toggle.OFF)
          .setExperimentalConditionalCodeMotion(Toggle.OFF)
          .setMemoryOptimization(MemOptType.NO_MEM_OPT)
          .setMetaOptimizerIterations(NumIterationsType.ONE)
          .build();

  private static final String STRIPPER = "debug_stripper";

  private SessionConfig() {}

  /** The user's configuration, with defaults where it sets nothing. */
  public static ConfigProto of(ModelOptions options) {
    ConfigProto.Builder config = options.config().toBuilder();
    // Ops without a kernel for the wanted device, such as look-ups in tables, stay on the CPU.
    config.setAllowSoftPlacement(true);
    GraphOptions.Builder graph = config.getGraphOptionsBuilder();
    if (!graph.hasRewriteOptions()) {
      graph.setRewriteOptions(FAITHFUL);
    }
    apply(options.execution().precision(), graph.getRewriteOptionsBuilder());
    apply(options.execution().threads(), config);
    if (options.execution().deterministic()) {
      config.setIntraOpParallelismThreads(1);
    }
    if (options.loopLimit() > 0) {
      keepChecks(graph.getRewriteOptionsBuilder());
    }
    return config.build();
  }

  /**
   * For a loaded model. TensorFlow's optimiser takes a third of the time of loading, and makes
   * nothing but loops faster of what plans left to it.
   */
  static ConfigProto ofModel(ModelOptions options, GraphDef model) {
    ConfigProto config = of(options);
    return isRewritingOurs(options)
            && !ControlFlow.isIn(model)
            && Devices.isHost(options.device(), options.config())
        ? withoutRewriting(config)
        : config;
  }

  /**
   * Whether TensorFlow may compute in 16 bits where a model says 32: as the options or the user's
   * own configuration have it, whether the device does so or not.
   */
  public static boolean isMixed(ModelOptions options) {
    RewriterConfig rewriting = of(options).getGraphOptions().getRewriteOptions();
    return Stream.of(
            rewriting.getAutoMixedPrecision(),
            rewriting.getAutoMixedPrecisionMkl(),
            rewriting.getAutoMixedPrecisionOnednnBfloat16(),
            rewriting.getAutoMixedPrecisionCpu())
        .anyMatch(toggle -> toggle == Toggle.ON || toggle == Toggle.AGGRESSIVE);
  }

  /**
   * Whether nobody but this class says how TensorFlow rewrites graphs: neither the user's own
   * configuration nor mixed precision, which is a rewriting.
   */
  public static boolean isRewritingOurs(ModelOptions options) {
    return options.execution().precision() == Precision.FULL
        && !options.config().getGraphOptions().hasRewriteOptions();
  }

  private static void apply(Precision precision, RewriterConfig.Builder rewriting) {
    if (precision == Precision.MIXED_BFLOAT16) {
      rewriting.setAutoMixedPrecisionOnednnBfloat16(Toggle.ON);
    } else if (precision == Precision.MIXED_FLOAT16) {
      rewriting.setAutoMixedPrecision(Toggle.ON);
    }
  }

  /** Loops fail by an {@code Assert}, which TensorFlow can be configured to remove. */
  private static void keepChecks(RewriterConfig.Builder rewriting) {
    rewriting.setDebugStripper(Toggle.OFF);
    List<String> others =
        rewriting.getOptimizersList().stream().filter(name -> !name.equals(STRIPPER)).toList();
    rewriting.clearOptimizers().addAllOptimizers(others);
  }

  /** Settings that are unset here may be set in the user's own configuration. */
  private static void apply(ThreadOptions threads, ConfigProto.Builder config) {
    if (threads.intraOp() > 0) {
      config.setIntraOpParallelismThreads(threads.intraOp());
    }
    if (threads.interOp() > 0) {
      config.setInterOpParallelismThreads(threads.interOp());
    }
    if (threads.ownPool()) {
      config.setUsePerSessionThreads(true);
    }
    if (threads.singleThreadedExecutor()) {
      config.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
    }
  }

  /**
   * For a plan without loops and branches on the processor. It was optimised before, so that
   * TensorFlow's own optimiser costs more than it saves. Its nodes are many and small, so that
   * scheduling them on threads costs more than running them in order; each still uses all threads.
   *
   * <p>Source: {@code tensorflow/core/common_runtime/single_threaded_executor.cc}.
   */
  public static ConfigProto straight(ModelOptions options) {
    ConfigProto.Builder config = of(options).toBuilder();
    if (isRewritingOurs(options)) {
      config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
      if (!config.getGraphOptions().hasOptimizerOptions()) {
        config.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setOptLevel(Level.L0);
      }
    }
    boolean free = options.config().getExperimental().getExecutorType().isEmpty();
    if (free && options.optimisations().contains(Optimisation.STRAIGHT_EXECUTION)) {
      config.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
    }
    return config.build();
  }

  /**
   * For a plan that computes one example in shards, which run at the same time, each operation on
   * one thread.
   */
  public static ConfigProto sharded(ModelOptions options) {
    ConfigProto.Builder config = straight(options).toBuilder();
    config.getExperimentalBuilder().clearExecutorType();
    return config.build();
  }

  /**
   * For any other plan on the processor, such as one with loops. That functions are inlined,
   * dependencies removed and nodes moved out of loops makes its runs faster. All else that Grappler
   * does takes half of the time of a first run, and no run after it is faster: what it would find
   * was optimised before, or is for other devices.
   *
   * <p>Source: {@code tensorflow/core/grappler/optimizers/meta_optimizer.cc}.
   */
  public static ConfigProto winding(ModelOptions options) {
    ConfigProto config = of(options);
    return isRewritingOurs(options) ? inliningOnly(config) : config;
  }

  private static ConfigProto inliningOnly(ConfigProto config) {
    ConfigProto.Builder builder = config.toBuilder();
    builder
        .getGraphOptionsBuilder()
        .getRewriteOptionsBuilder()
        .setDisableTfgOptimizer(true)
        .setLayoutOptimizer(Toggle.OFF)
        .setArithmeticOptimization(Toggle.OFF)
        .setCommonSubgraphElimination(Toggle.OFF)
        .setShapeOptimization(Toggle.OFF)
        .setImplementationSelector(Toggle.OFF)
        .setPinToHostOptimization(Toggle.OFF)
        .setScopedAllocatorOptimization(Toggle.OFF)
        .setUsePluginOptimizers(Toggle.OFF);
    return builder.build();
  }

  /** The same on the calling thread and one more, for what is too small to be shared. */
  public static ConfigProto onOneThread(ConfigProto config) {
    return config.toBuilder().setIntraOpParallelismThreads(1).build();
  }

  /** For a graph that is run once: to make it faster takes longer than to run it. */
  static ConfigProto once(ConfigProto config) {
    ConfigProto.Builder builder = withoutRewriting(config).toBuilder();
    builder.getGraphOptionsBuilder().getOptimizerOptionsBuilder().setOptLevel(Level.L0);
    builder.getExperimentalBuilder().setExecutorType("SINGLE_THREADED_EXECUTOR");
    return builder.build();
  }

  /**
   * The same, without rewriting of the graph, which takes time for each set of feeds, and which
   * checks of gradients must not rely on.
   */
  public static ConfigProto withoutRewriting(ConfigProto config) {
    ConfigProto.Builder builder = config.toBuilder();
    builder.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
    return builder.build();
  }
}

package io.attributable.cli;

import io.attributable.Features;
import io.attributable.ReasonSide;
import io.attributable.cli.request.ReasonsWanted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which reasons are told, and what features are called. */
final class ReasonOptions {
  private static final String REASONS = "--reasons";
  private static final String SIDE = "--reasons-side";

  /** All of the options. */
  static final List<String> NAMES = List.of(REASONS, SIDE, FeatureOptions.FEATURES);

  @Option(
      names = REASONS,
      paramLabel = "K",
      description =
          "Tells for each example the K features that spoke most against the target, relative to"
              + " the baseline.")
  private @Nullable Integer count;

  @Option(
      names = SIDE,
      paramLabel = "against|for",
      description = "What spoke against the target (default), or for it.")
  private @Nullable ReasonSide side;

  @Mixin private FeatureOptions features = new FeatureOptions();

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec command;

  /** Which reasons are asked for; empty for none. */
  Optional<ReasonsWanted> reasons() {
    Integer most = count;
    if (most == null && side != null) {
      throw usage(SIDE + " goes with " + REASONS);
    }
    if (most != null && most < 1) {
      throw usage(REASONS + " is " + most + ", but must be at least 1");
    }
    ReasonSide wanted = side == null ? ReasonSide.AGAINST : side;
    return Optional.ofNullable(most).map(number -> new ReasonsWanted(number, wanted));
  }

  /**
   * The names and texts.
   *
   * @throws io.attributable.AttributionException UNREADABLE_FILE, FEATURES_INVALID
   */
  Features features() {
    return features.features();
  }

  private ParameterException usage(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}

package io.attributable.cli;

import io.attributable.Features;
import io.attributable.ReasonSide;
import io.attributable.cli.request.FeaturesFile;
import io.attributable.cli.request.ReasonsWanted;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which reasons are told, and what features are called. */
final class ReasonOptions {
  private static final String REASONS = "--reasons";
  private static final String SIDE = "--reasons-side";
  private static final String FEATURES = "--features";

  /** All of the options. */
  static final List<String> NAMES = List.of(REASONS, SIDE, FEATURES);

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

  @Option(
      names = FEATURES,
      paramLabel = "FILE.json",
      description =
          "What features are called: {\"INPUT\": [NAME, …]}, or {\"name\": …, \"text\": …,"
              + " \"columns\": …} in place of a name.")
  private @Nullable Path features;

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
    return features == null ? Features.none() : FeaturesFile.read(features);
  }

  private ParameterException usage(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}

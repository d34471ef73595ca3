package io.attributable.cli;

import io.attributable.Features;
import io.attributable.cli.request.FeaturesFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What features are called. */
final class FeatureOptions {
  /** The name of the option. */
  static final String FEATURES = "--features";

  @Option(
      names = FEATURES,
      paramLabel = "FILE.json",
      description =
          "What features are called: {\"INPUT\": [NAME, …]}, or {\"name\": …, \"text\": …,"
              + " \"columns\": …} in place of a name.")
  private @Nullable Path features;

  /**
   * The names and texts.
   *
   * @throws io.attributable.AttributionException UNREADABLE_FILE, FEATURES_INVALID
   */
  Features features() {
    return features == null ? Features.none() : FeaturesFile.read(features);
  }
}

package io.attributable.cli;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server listens, and what it takes. */
final class ServeOptions {
  private static final ServerOptions DEFAULTS = ServerOptions.defaults();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen at; 0 for any that is free (default: 8501).")
  private int port = DEFAULTS.port();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "The address to listen at (default: 127.0.0.1, this machine alone); others need"
              + " --token-file.")
  private String host = DEFAULTS.host();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Tokens, one per line, of which callers have to send one.")
  private @Nullable Path tokens;

  @Option(
      names = "--body-bytes",
      paramLabel = "N",
      description = "The largest body of a request (default: 33554432).")
  private int bodyBytes = DEFAULTS.bodyBytes();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "How many requests run at once (default: one per core).")
  private int concurrency = DEFAULTS.concurrency();

  @Option(
      names = "--queue",
      paramLabel = "N",
      description = "How many requests wait; more are refused (default: 64).")
  private int queue = DEFAULTS.queue();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "The time for a request, waiting included (default: 60).")
  private int timeout = (int) DEFAULTS.timeout().toSeconds();

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      description =
          "The most points at which the model is evaluated for an example: steps times samples"
              + " (default: 20000).")
  private int evaluations = DEFAULTS.evaluations();

  @Option(
      names = "--drain",
      paramLabel = "SECONDS",
      description = "How long requests that were taken may go on after the end (default: 30).")
  private int drain = (int) DEFAULTS.drain().toSeconds();

  /**
   * The options.
   *
   * @throws AttributionException SERVER_NOT_STARTED, UNREADABLE_FILE
   */
  ServerOptions serverOptions() {
    return DEFAULTS
        .host(host)
        .port(port)
        .tokens(Optional.ofNullable(tokens).map(ServeOptions::tokens).orElse(List.of()))
        .bodyBytes(bodyBytes)
        .load(concurrency, queue)
        .evaluations(evaluations)
        .times(Duration.ofSeconds(timeout), Duration.ofSeconds(drain));
  }

  private static List<String> tokens(Path file) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream().map(String::strip).filter(t -> !t.isEmpty()).toList();
      if (lines.isEmpty()) {
        throw unreadable(file, "it holds no token");
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw unreadable(file, "it does not exist").causedBy(e);
    } catch (IOException e) {
      throw unreadable(file, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private static AttributionException unreadable(Path file, String problem) {
    return new AttributionException(
        ErrorCode.UNREADABLE_FILE, file, "option --token-file", problem);
  }
}

package io.attributable.benchmarks;

import io.attributable.server.ExplainServer;
import io.attributable.server.ServedModel;
import io.attributable.server.ServerOptions;
import io.attributable.tensorflow.AttributableModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Loads the explain server with requests, and writes the table of docs/serving.md: {@code
 * ServerLoad MODEL [PAGE]}, the model being that of the digits. Server and clients share the
 * machine.
 */
public final class ServerLoad {
  private static final String BEGIN = "<!-- load: written by benchmarks' ServerLoad -->";
  private static final String END = "<!-- /load -->";
  private static final int WARM = 300;
  private static final int ALONE = 10;
  private static final String NAME = "digits";

  private final URI server;
  private final int requests;
  private final List<String> rows = new ArrayList<>();

  private ServerLoad(URI server, int requests) {
    this.server = server;
    this.requests = requests;
  }

  /** Measures, prints the table, and writes it into a page if one is named. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    List<String> rows = measure(Path.of(arguments[0]), 40);
    rows.forEach(System.out::println);
    if (arguments.length > 1) {
      write(Path.of(arguments[1]), load, rows);
    }
  }

  /**
   * The table.
   *
   * @param requests of each connection
   */
  static List<String> measure(Path model, int requests) throws InterruptedException {
    ServerOptions options = ServerOptions.defaults().port(0).load(cores(), 64);
    ServerOptions narrow = options.load(cores(), 8);
    List<String> rows = new ArrayList<>();
    rows.add("| asked | connections | requests | per second | p50 ms | p99 ms | max ms | errors |");
    rows.add("|---|---|---|---|---|---|---|---|");
    try (AttributableModel loaded = AttributableModel.load(model)) {
      List<ServedModel> served = List.of(new ServedModel(NAME, loaded));
      try (ExplainServer server = ExplainServer.start(served, options)) {
        rows.addAll(new ServerLoad(server.uri(), requests).all());
      }
      try (ExplainServer server = ExplainServer.start(served, narrow)) {
        ServerLoad load = new ServerLoad(server.uri(), requests);
        load.ask(
            "`:explain`, 50 steps, with 8 places to wait in",
            "explain",
            "integrated-gradients",
            64);
        rows.addAll(load.rows);
      }
    }
    return rows;
  }

  private List<String> all() throws InterruptedException {
    for (int connections : new int[] {1, 64}) {
      ask("`:predict`", "predict", "", connections);
      ask("`:explain`, gradient × activation", "explain", "gradient-x-activation", connections);
      ask("`:explain`, DeepLIFT", "explain", "deeplift", connections);
      ask("`:explain`, 50 steps", "explain", "integrated-gradients", connections);
    }
    return rows;
  }

  private void ask(String what, String verb, String method, int connections)
      throws InterruptedException {
    URI path = server.resolve("/v1/models/" + NAME + ":" + verb);
    String body = body(method);
    new LoadClient(path, body, 1, Math.min(WARM, requests * 3)).run();
    // A single connection asks for longer: the hundredth part of few answers is one of them.
    int each = connections == 1 ? requests * ALONE : requests;
    LoadResult result = new LoadClient(path, body, connections, each).run();
    rows.add(result.row(what, connections));
  }

  /** One image. */
  private static String body(String method) {
    List<Object> image = Collections.nCopies(8, Collections.nCopies(8, List.of(0.5)));
    String instances = "{\"instances\": [" + image + "]";
    return method.isEmpty() ? instances + "}" : instances + ", \"method\": \"" + method + "\"}";
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Replaces the table of a page.
   *
   * @param load how much else the machine had to do
   */
  static void write(Path page, double load, List<String> rows) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(page + " has no " + BEGIN + " … " + END);
    }
    String machine =
        String.format(
            Locale.ROOT,
            "%d cores, Java %s, clients on the same machine, whose load average was %.1f before:",
            cores(),
            Runtime.version().feature(),
            load);
    Files.writeString(
        page,
        text.substring(0, begin + BEGIN.length())
            + "\n"
            + machine
            + "\n\n"
            + String.join("\n", rows)
            + "\n"
            + text.substring(end));
  }
}

package io.attributable.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a server from many connections at once, each asking again as soon as it is answered. */
final class LoadClient {
  private static final int NO_ANSWER = 0;

  private final URI path;
  private final String body;
  private final int connections;
  private final int requests;

  /**
   * A client.
   *
   * @param requests of each connection
   */
  LoadClient(URI path, String body, int connections, int requests) {
    this.path = path;
    this.body = body;
    this.connections = connections;
    this.requests = requests;
  }

  /** Asks all requests. */
  LoadResult run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<List<LoadResult.Answer>>> loops = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      loops.add(
          threads.submit(
              () -> {
                start.await();
                return loop();
              }));
    }
    long from = System.nanoTime();
    start.countDown();
    List<LoadResult.Answer> answers = new ArrayList<>();
    for (Future<List<LoadResult.Answer>> loop : loops) {
      answers.addAll(result(loop));
    }
    long nanos = System.nanoTime() - from;
    threads.shutdown();
    return new LoadResult(answers, nanos);
  }

  private static List<LoadResult.Answer> result(Future<List<LoadResult.Answer>> loop)
      throws InterruptedException {
    try {
      return loop.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** A connection of its own. */
  private List<LoadResult.Answer> loop() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    List<LoadResult.Answer> answers = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      long from = System.nanoTime();
      int status = NO_ANSWER;
      try {
        status = client.send(request, BodyHandlers.discarding()).statusCode();
      } catch (IOException e) {
        // Counted as a request without an answer.
      }
      answers.add(new LoadResult.Answer(status, System.nanoTime() - from));
    }
    return answers;
  }
}

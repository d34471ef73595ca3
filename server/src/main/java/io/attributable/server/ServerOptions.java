package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.ErrorCode;
import io.attributable.IntegratedGradients;
import io.attributable.NonNull;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a server listens, and what it takes. Immutable, safe for any number of threads.
 *
 * @param host the address it is bound to
 * @param port 0 for any that is free
 * @param tokens of which callers have to send one, as {@code Authorization: Bearer TOKEN}; none on
 *     a loopback address alone
 * @param bodyBytes the largest body of a request
 * @param concurrency how many requests run at once
 * @param queue how many wait; more are refused
 * @param timeout from when a request is read to its answer, waiting included
 * @param evaluations the most points at which a request may have the model evaluated for an
 *     example: its steps times its samples; what has begun cannot be stopped
 * @param drain how long {@link ExplainServer#close()} waits for requests that were accepted
 * @param method of requests that name none
 */
public record ServerOptions(
    String host,
    int port,
    List<String> tokens,
    int bodyBytes,
    int concurrency,
    int queue,
    Duration timeout,
    int evaluations,
    Duration drain,
    AttributionMethod method) {
  /** The port of TensorFlow Serving's REST interface. */
  public static final int DEFAULT_PORT = 8501;

  private static final int DEFAULT_EVALUATIONS = 20_000;
  private static final int SHORTEST_TOKEN = 16;
  private static final int LAST_PORT = 65_535;

  /**
   * Checks what there must be.
   *
   * @throws AttributionException SERVER_NOT_STARTED
   */
  public ServerOptions {
    Objects.requireNonNull(host, "host");
    NonNull.all(tokens, "tokens");
    Objects.requireNonNull(timeout, "timeout");
    Objects.requireNonNull(drain, "drain");
    Objects.requireNonNull(method, "method");
    tokens = List.copyOf(tokens);
    require(port >= 0 && port <= LAST_PORT, "port " + port + " is none", "Use 0 to 65535.");
    require(bodyBytes > 0, "the largest body is " + bodyBytes + " bytes", "Use at least 1.");
    require(concurrency > 0, concurrency + " requests run at once", "Use at least 1.");
    require(queue >= 0, queue + " requests may wait", "Use 0 or more.");
    require(
        !timeout.isNegative() && !timeout.isZero(),
        "the timeout is " + timeout.toMillis() + " ms",
        "Use at least 1 ms.");
    require(evaluations > 0, evaluations + " evaluations are the most", "Use at least 1.");
    require(!drain.isNegative(), "the drain is " + drain.toMillis() + " ms", "Use 0 or more.");
    require(
        tokens.stream().allMatch(token -> token.strip().length() >= SHORTEST_TOKEN),
        "a token has fewer than " + SHORTEST_TOKEN + " characters",
        "Make one with: openssl rand -hex 32");
  }

  private static void require(boolean met, String problem, String remedy) {
    if (!met) {
      throw new AttributionException(ErrorCode.SERVER_NOT_STARTED, problem, remedy);
    }
  }

  /**
   * On this machine alone, port 8501, without a token; bodies of 32 MiB, as many requests at once
   * as there are cores, 64 waiting, a minute for each; integrated gradients, of 20,000 evaluations
   * at most.
   */
  public static ServerOptions defaults() {
    return new ServerOptions(
        "127.0.0.1",
        DEFAULT_PORT,
        List.of(),
        32 << 20,
        Runtime.getRuntime().availableProcessors(),
        64,
        Duration.ofMinutes(1),
        DEFAULT_EVALUATIONS,
        Duration.ofSeconds(30),
        new IntegratedGradients());
  }

  /** The same bound to another address. */
  public ServerOptions host(String other) {
    return new ServerOptions(
        other, port, tokens, bodyBytes, concurrency, queue, timeout, evaluations, drain, method);
  }

  /** The same at another port. */
  public ServerOptions port(int other) {
    return new ServerOptions(
        host, other, tokens, bodyBytes, concurrency, queue, timeout, evaluations, drain, method);
  }

  /** The same where callers have to send one of these. */
  public ServerOptions tokens(List<String> others) {
    return new ServerOptions(
        host, port, others, bodyBytes, concurrency, queue, timeout, evaluations, drain, method);
  }

  /** The same with another largest body. */
  public ServerOptions bodyBytes(int most) {
    return new ServerOptions(
        host, port, tokens, most, concurrency, queue, timeout, evaluations, drain, method);
  }

  /** The same with other numbers of requests that run and wait. */
  public ServerOptions load(int atOnce, int waiting) {
    return new ServerOptions(
        host, port, tokens, bodyBytes, atOnce, waiting, timeout, evaluations, drain, method);
  }

  /** The same with other times for a request, and for those that run when it is closed. */
  public ServerOptions times(Duration forRequest, Duration forDrain) {
    return new ServerOptions(
        host,
        port,
        tokens,
        bodyBytes,
        concurrency,
        queue,
        forRequest,
        evaluations,
        forDrain,
        method);
  }

  /** The same with another number of evaluations of the model for an example. */
  public ServerOptions evaluations(int most) {
    return new ServerOptions(
        host, port, tokens, bodyBytes, concurrency, queue, timeout, most, drain, method);
  }

  /** The same with another method of requests that name none. */
  public ServerOptions method(AttributionMethod other) {
    return new ServerOptions(
        host, port, tokens, bodyBytes, concurrency, queue, timeout, evaluations, drain, other);
  }

  /** Whether nobody outside this machine can call. */
  boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

package io.attributable.server;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may call. With tokens, whoever sends one. Without, whoever is on this machine: a page in its
 * browser that has another name resolve to this address is not, so that the name is looked at.
 */
final class AccessCheck {
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final List<byte[]> tokens;

  /**
   * A check.
   *
   * @throws AttributionException SERVER_NOT_STARTED where there is no token for others to send
   */
  AccessCheck(ServerOptions options) {
    tokens =
        options.tokens().stream()
            .map(token -> token.strip().getBytes(StandardCharsets.UTF_8))
            .toList();
    if (tokens.isEmpty() && !options.isLoopback()) {
      throw new AttributionException(
          ErrorCode.SERVER_NOT_STARTED,
          "anybody could call it at \"" + options.host() + "\" without a token",
          "Give tokens (--token-file), or stay with 127.0.0.1.");
    }
  }

  /**
   * Refuses callers who may not.
   *
   * @throws HttpProblem 401, 403
   */
  void require(Context call) {
    if (tokens.isEmpty()) {
      requireLocal(call.header("Host"));
      return;
    }
    String given = call.header("Authorization");
    byte[] token =
        given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    boolean known = false;
    for (byte[] each : tokens) {
      known |= MessageDigest.isEqual(each, token);
    }
    if (!known) {
      throw new HttpProblem(
          UNAUTHORIZED,
          new AttributionException(
              ErrorCode.REQUEST_REFUSED,
              given == null ? "it has no token" : "its token is not known",
              "Send a header \"Authorization: Bearer TOKEN\"."),
          Map.of("WWW-Authenticate", "Bearer"));
    }
  }

  /**
   * Refuses callers who may not see the explorer's page, which asks for the token itself.
   *
   * @throws HttpProblem 403
   */
  void requirePage(Context call) {
    if (tokens.isEmpty()) {
      requireLocal(call.header("Host"));
    }
  }

  private static void requireLocal(@Nullable String host) {
    if (host == null || !isLocal(host.replaceFirst(":\\d*$", ""))) {
      throw HttpProblem.refused(
          FORBIDDEN,
          "it is for another host than this machine",
          "Call 127.0.0.1 or localhost, or have the server ask for tokens.");
    }
  }

  private static boolean isLocal(String name) {
    if (name.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      // Names are not looked up: only what is an address already.
      return name.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")
          && InetAddress.getByName(name).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

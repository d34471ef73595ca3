package io.attributable.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies that are not too large. */
final class BodyLimit {
  private static final int TOO_LARGE = 413;
  private static final long READ_ON = 1L << 20;

  private final int most;

  BodyLimit(int most) {
    this.most = most;
  }

  /**
   * The body.
   *
   * @throws HttpProblem 413
   */
  byte[] read(Context call) {
    try {
      InputStream body = call.req().getInputStream();
      if (call.req().getContentLengthLong() > most) {
        throw tooLarge(body);
      }
      byte[] content = body.readNBytes(most);
      if (body.read() >= 0) {
        throw tooLarge(body);
      }
      return content;
    } catch (IOException e) {
      throw HttpProblem.refused(400, "its body did not arrive", "Send it again.");
    }
  }

  /** Clients read no answer while they still send, so that a part of the rest is read. */
  private HttpProblem tooLarge(InputStream body) throws IOException {
    long rest = Math.max(READ_ON, most);
    byte[] unread = new byte[1 << 13];
    for (int read = body.read(unread); read >= 0 && rest > 0; read = body.read(unread)) {
      rest -= read;
    }
    return HttpProblem.refused(
        TOO_LARGE,
        "its body has more than " + most + " bytes",
        "Send fewer examples at once, or give the server a larger limit.");
  }
}

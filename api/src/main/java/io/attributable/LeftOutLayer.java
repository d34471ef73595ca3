package io.attributable;

/**
 * A layer that a request for all layers has no attribution for.
 *
 * @param layer its address
 * @param port the side that was asked for
 * @param code what a request for it alone fails with
 * @param reason the message of that failure, without the code
 */
public record LeftOutLayer(String layer, Port port, ErrorCode code, String reason) {

  /** A layer that was left out because of a failure. */
  public static LeftOutLayer of(String layer, Port port, AttributionException failure) {
    String message = String.valueOf(failure.getMessage());
    String mark = "[" + failure.code().id() + "] ";
    return new LeftOutLayer(
        layer,
        port,
        failure.code(),
        message.startsWith(mark) ? message.substring(mark.length()) : message);
  }
}

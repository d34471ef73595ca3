package io.attributable.cli.request;

import io.attributable.AttributionException;
import java.util.function.Supplier;

/**
 * One line of a requests file, whether or not it can be read.
 *
 * @param line its number, counted from 1
 * @param id the request's id; where it has none, the folder's name
 * @param folder a name for the reply's folder that no other entry has
 * @param source makes the request
 */
public record RequestEntry(int line, String id, String folder, Supplier<Request> source) {

  /**
   * The request.
   *
   * @throws AttributionException BAD_REQUEST, DUPLICATE_ID, UNSAFE_ID, TARGET_INVALID,
   *     UNREADABLE_FILE
   */
  public Request request() {
    return source.get();
  }
}

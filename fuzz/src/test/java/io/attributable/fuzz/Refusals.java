package io.attributable.fuzz;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;

/** What may come of hostile input: an answer, or a refusal with a code. */
final class Refusals {
  private Refusals() {}

  /** Something that may fail in any way. */
  interface Reading {
    void read() throws Exception;
  }

  /** Lets refusals with a code pass, but not those that ask for a report. */
  static void allow(Reading reading) {
    try {
      reading.read();
    } catch (AttributionException e) {
      if (e.code() == ErrorCode.INTERNAL) {
        throw e;
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.attributable.server;

import io.attributable.ErrorCode;

/** Which HTTP status a failure has: 4xx where the caller can do something about it. */
public final class ErrorStatus {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;
  private static final int TIMEOUT = 504;

  private ErrorStatus() {}

  /** The status of a code. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case UNKNOWN_MODEL -> NOT_FOUND;
      case BATCH_BUDGET, OUT_OF_MEMORY -> TOO_LARGE;
      case MODEL_CLOSED, SERVER_BUSY -> UNAVAILABLE;
      case DEADLINE_EXCEEDED -> TIMEOUT;
      case INTERNAL,
          RUN_FAILED,
          MODEL_REPLACED,
          NATIVE_LIBRARY,
          VARIABLES_MISSING,
          UNWRITABLE_FILE,
          EVIDENCE_LOG,
          EVIDENCE_KEY ->
          INTERNAL;
      default -> BAD_REQUEST;
    };
  }
}

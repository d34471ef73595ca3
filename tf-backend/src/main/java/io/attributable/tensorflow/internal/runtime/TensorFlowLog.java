package io.attributable.tensorflow.internal.runtime;

import io.attributable.tensorflow.internal.Log;
import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.presets.javacpp;

/**
 * TensorFlow's own log, which it writes to standard error. It reads {@value #LEVEL} once, with its
 * first line, which it writes while it is loaded. So the level has to be in the environment of this
 * process before, unless its user has set one.
 *
 * <p>Java cannot change the environment. JavaCPP's own library, which is loaded without TensorFlow,
 * reads and writes memory: the list that {@code environ} points to is replaced by a longer one,
 * which POSIX allows to programs. Nothing of either is ever freed, as any thread may be reading it.
 */
final class TensorFlowLog {
  /** Anything but {@code false} leaves TensorFlow's log as it is. */
  static final String SWITCH = "attributable.tensorflow.log";

  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";

  /** Errors only. */
  private static final String QUIET = LEVEL + "=2";

  private TensorFlowLog() {}

  /** Keeps TensorFlow from telling how it loads models; without effect where that cannot be. */
  static void quieten() {
    if (System.getenv(LEVEL) != null || !System.getProperty(SWITCH, "false").equals("false")) {
      return;
    }
    try {
      Loader.load(javacpp.class);
      add(QUIET);
    } catch (LinkageError | RuntimeException e) {
      Log.LOGGER.log(System.Logger.Level.DEBUG, "TensorFlow's log cannot be kept quiet", e);
    }
  }

  private static void add(String entry) {
    Pointer environ = Loader.addressof("environ");
    if (environ == null || environ.isNull()) {
      return;
    }
    PointerPointer<Pointer> variable = new PointerPointer<>(environ);
    PointerPointer<Pointer> before = new PointerPointer<>(variable.get(0));
    long count = 0;
    while (!before.isNull() && before.get(count) != null) {
      count++;
    }
    PointerPointer<Pointer> after =
        new PointerPointer<>(Pointer.malloc((count + 2) * Loader.sizeof(Pointer.class)));
    for (long i = 0; i < count; i++) {
      after.put(i, before.get(i));
    }
    after.put(count, text(entry));
    after.put(count + 1, (Pointer) null);
    variable.put(0, after);
  }

  private static Pointer text(String entry) {
    byte[] bytes = entry.getBytes(StandardCharsets.US_ASCII);
    BytePointer text = new BytePointer(Pointer.malloc(bytes.length + 1L));
    for (int i = 0; i < bytes.length; i++) {
      text.put(i, bytes[i]);
    }
    text.put(bytes.length, (byte) 0);
    return text;
  }
}

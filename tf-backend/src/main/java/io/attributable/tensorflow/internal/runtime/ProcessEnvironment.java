package io.attributable.tensorflow.internal.runtime;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.presets.javacpp;

/**
 * The environment of this process, as native code reads it. Java cannot change it. JavaCPP's own
 * library, which is loaded without TensorFlow, reads and writes memory: the list that {@code
 * environ} points to is replaced by a longer one, which POSIX allows to programs. Nothing of either
 * is ever freed, as any thread may be reading it.
 */
public final class ProcessEnvironment {
  private static final Map<String, String> ADDED = new HashMap<>();
  private static boolean read;

  private ProcessEnvironment() {}

  /** The environment with what was added. */
  public static synchronized Map<String, String> all() {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(ADDED);
    return all;
  }

  /** TensorFlow has read it, so that nothing that is added has an effect. */
  static synchronized boolean isRead() {
    return read;
  }

  /** TensorFlow reads it now. */
  static synchronized void markRead() {
    read = true;
  }

  /**
   * Adds an entry; without effect on Windows.
   *
   * @return whether there is an effect
   * @throws LinkageError where JavaCPP's library is missing
   */
  static synchronized boolean add(String name, String value) {
    if (!add(name + '=' + value)) {
      return false;
    }
    ADDED.put(name, value);
    return true;
  }

  private static boolean add(String entry) {
    Loader.load(javacpp.class);
    Pointer environ = Loader.addressof("environ");
    if (environ == null || environ.isNull()) {
      return false;
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
    return true;
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

package io.attributable.tensorflow.internal.runtime;

import java.nio.charset.StandardCharsets;
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
final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /**
   * Adds an entry; without effect on Windows.
   *
   * @param entry such as {@code NAME=value}
   * @throws LinkageError where JavaCPP's library is missing
   */
  static void add(String entry) {
    Loader.load(javacpp.class);
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

package io.attributable.tensorflow.internal.runtime;

import java.util.Locale;

/**
 * JavaCPP's limits of native memory. Of itself it refuses allocations once the whole process has
 * four times the Java heap, however much of that are weights, and looks at the process's size for
 * each; native memory here has nothing to do with the heap. So there is no limit unless the user
 * has set one. JavaCPP reads them once, when the first of its classes is loaded.
 *
 * <p>Source: {@code org.bytedeco.javacpp.Pointer}.
 */
final class NativeMemory {
  private static final String PREFIX = "org.bytedeco.javacpp.";

  private NativeMemory() {}

  static void unlimited() {
    unlessSet("maxPhysicalBytes");
    unlessSet("maxBytes");
  }

  /** JavaCPP knows each name in lower case, too. */
  private static void unlessSet(String name) {
    String lower = PREFIX + name.toLowerCase(Locale.ROOT);
    if (System.getProperty(PREFIX + name) == null && System.getProperty(lower) == null) {
      System.setProperty(PREFIX + name, "0");
    }
  }
}

package io.attributable.tokenizers;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;

/**
 * The native library, which lies in DJL's jar and is copied to a folder of DJL's.
 *
 * <p>DJL's own class for tokenizers is not used: it reports to a server of its makers where it runs
 * on EC2, and it sets its own truncation.
 */
final class NativeLibrary {
  /** Which library DJL takes: without a word it downloads another one where it finds a GPU. */
  private static final String FLAVOR = "RUST_FLAVOR";

  private static final String INCLUDED = "cpu";

  private NativeLibrary() {}

  /**
   * The library, loaded.
   *
   * @throws IllegalStateException if there is none for this machine
   */
  static TokenizersLibrary loaded() {
    load(LibUtils::checkStatus);
    return TokenizersLibrary.LIB;
  }

  /**
   * Loads what is in the jar.
   *
   * @throws IllegalStateException if that fails
   */
  static synchronized void load(Runnable loader) {
    boolean said = System.getProperty(FLAVOR) != null;
    try {
      if (!said) {
        System.setProperty(FLAVOR, INCLUDED);
      }
      loader.run();
    } catch (RuntimeException | LinkageError | AssertionError e) { // DJL throws all of these.
      throw new IllegalStateException(problem(e), e);
    } finally {
      if (!said) {
        System.clearProperty(FLAVOR);
      }
    }
  }

  private static String problem(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return ("Hugging Face's library cannot be loaded on %s %s (%s); there is one for Linux and"
            + " Windows on x86-64, and for Linux and macOS on ARM")
        .formatted(
            System.getProperty("os.name"), System.getProperty("os.arch"), cause.getMessage());
  }
}

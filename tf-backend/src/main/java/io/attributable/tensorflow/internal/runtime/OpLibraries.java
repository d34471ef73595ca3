package io.attributable.tensorflow.internal.runtime;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;

/**
 * Libraries of ops that TensorFlow does not have itself. What one registers stays registered as
 * long as the JVM runs, for all models, so it is remembered here.
 */
public final class OpLibraries {
  private static final String BUILT_FOR = "Give a library of ops that was built for TensorFlow ";

  private static final Map<String, OpDef> LOADED = new LinkedHashMap<>();

  private OpLibraries() {}

  /**
   * Loads libraries, and returns the ops besides TensorFlow's own: those of these libraries and of
   * all that were loaded before.
   *
   * @throws AttributionException OP_LIBRARY, NATIVE_LIBRARY
   */
  public static OpList load(List<Path> files) {
    if (!files.isEmpty()) {
      NativeLibrary.require();
    }
    synchronized (LOADED) {
      files.forEach(file -> load(file).forEach(op -> LOADED.put(op.getName(), op)));
      return OpList.newBuilder().addAllOp(LOADED.values()).build();
    }
  }

  private static List<OpDef> load(Path file) {
    if (!file.getFileSystem().equals(FileSystems.getDefault())) {
      throw failure(file, "it does not lie in the file system of this machine", "Copy it there.");
    }
    if (!Files.isRegularFile(file)) {
      String reason = Files.exists(file) ? "it is no file" : "there is no such file";
      throw failure(file, reason, "Looked in: " + file.toAbsolutePath() + ".");
    }
    List<OpDef> ops;
    try {
      ops = TensorFlow.loadLibrary(file.toAbsolutePath().toString()).getOpList();
    } catch (UnsatisfiedLinkError | RuntimeException e) {
      throw failure(file, reason(file, e), BUILT_FOR + TensorFlow.version() + " and this machine.")
          .causedBy(e);
    }
    if (ops.isEmpty()) {
      throw failure(file, "it registers no op", BUILT_FOR + TensorFlow.version() + ".");
    }
    return ops;
  }

  /** The linker begins with the file's name, which the message has already. */
  private static String reason(Path file, Throwable failure) {
    String text = RunErrors.clean(String.valueOf(failure.getMessage()));
    String prefix = file.toAbsolutePath() + ": ";
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static AttributionException failure(Path file, String reason, String advice) {
    return new AttributionException(ErrorCode.OP_LIBRARY, file, reason, advice);
  }
}

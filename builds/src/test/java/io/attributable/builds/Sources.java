package io.attributable.builds;

import java.util.List;
import java.util.function.Predicate;

/** Sources of projects, put together from the code of pages. */
final class Sources {
  /** What the pages leave out. */
  private static final String IMPORTS =
      """
      package demo;

      import io.attributable.*;
      import io.attributable.model.*;
      import io.attributable.preflight.*;
      import io.attributable.tensorflow.*;
      import io.attributable.tensorflow.options.*;
      import java.nio.file.Path;
      import org.tensorflow.*;
      import org.tensorflow.ndarray.*;
      import org.tensorflow.op.*;
      import org.tensorflow.op.core.*;
      import org.tensorflow.types.*;

      """;

  /** The annotated interface, without an import too many. */
  private static final String INTERFACE =
      """
      package demo;

      import io.attributable.Attributable;
      import io.attributable.AttributedModel;
      import io.attributable.Layer;
      import io.attributable.Port;

      """;

  private Sources() {}

  /** A file with the code. */
  static String java(String code) {
    return IMPORTS.replace("import org.tensorflow.ndarray.*;", NDARRAY) + code;
  }

  /** A file with an annotated interface. */
  static String annotated(String code) {
    return INTERFACE + code;
  }

  /** A file with an annotated interface, all that doclint asks for included. */
  static String documented(String code) {
    return INTERFACE
        + code.replace("@AttributedModel", "/** A model. */\n@AttributedModel")
            .replace(
                "  @Attributable", "  /** A layer.\n   * @return unused\n   */\n  @Attributable");
  }

  /** A file in Kotlin with the statements in a function, and the imports in front of it. */
  static String kotlinMain(String code, String before) {
    return """
        package demo

        %s
        fun main() {
        %s
        %s
        println("explained")
        }
        """
        .formatted(lines(code, Sources::isImport), before, lines(code, line -> !isImport(line)));
  }

  private static String lines(String code, Predicate<String> wanted) {
    List<String> lines = code.lines().filter(wanted).toList();
    return String.join("\n", lines);
  }

  private static boolean isImport(String line) {
    return line.startsWith("import ");
  }

  private static final String NDARRAY =
      """
      import org.tensorflow.ndarray.FloatNdArray;
      import org.tensorflow.ndarray.NdArrays;
      import org.tensorflow.ndarray.Shape;""";
}

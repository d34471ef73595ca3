package io.attributable.graph.flat.check;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.graph.savedmodel.Assets;
import io.attributable.graph.savedmodel.SavedModelFile;
import org.tensorflow.proto.GraphDef;

/**
 * Refuses files that would end the process, or keep it busy for hours: TensorFlow trusts parts of a
 * file without checks, in functions that are never called, too. To be called before TensorFlow
 * loads the file.
 */
public final class FileCheck {
  /** The longest name of a node, in characters. */
  public static final int LONGEST_NAME = 20_000;

  private FileCheck() {}

  /**
   * Checks the whole file, for all signatures; the result is kept with the file.
   *
   * @throws AttributionException CORRUPT_MODEL, MODEL_TOO_LARGE, RECURSIVE_FUNCTION
   */
  public static void require(SavedModelFile file) {
    file.checkOnce(() -> check(file));
  }

  private static void check(SavedModelFile file) {
    GraphDef graph = file.graph();
    ConstantCheck constants = new ConstantCheck(file.name());
    constants.check(graph.getNodeList());
    constants.checkFunctions(graph.getLibrary());
    RecursionCheck.refuse(file.name(), graph.getLibrary());
    refuseEndlessNames(file.name(), graph);
    Assets.requireInside(file);
  }

  /** TensorFlow Java takes names apart in a time that grows with the square of their length. */
  private static void refuseEndlessNames(String model, GraphDef graph) {
    if (graph.getNodeList().stream().anyMatch(node -> node.getName().length() > LONGEST_NAME)) {
      throw new AttributionException(
          ErrorCode.MODEL_TOO_LARGE, model, "a node's name is longer than any program makes it");
    }
  }
}

package io.attributable.graph.flat;

import io.attributable.AttributionException;
import io.attributable.graph.savedmodel.SavedModelFile;
import org.tensorflow.proto.GraphDef;

/**
 * Refuses files that would end the process: TensorFlow trusts some of what lies in a file without
 * another look, in functions that nobody calls as well. To be asked before TensorFlow gets one.
 */
public final class FileCheck {
  private FileCheck() {}

  /**
   * Checks the whole file, whatever signature will be asked for.
   *
   * @throws AttributionException CORRUPT_MODEL, MODEL_TOO_LARGE, RECURSIVE_FUNCTION
   */
  public static void require(SavedModelFile file) {
    GraphDef graph = file.graph();
    ConstantCheck constants = new ConstantCheck(file.name());
    constants.check(graph.getNodeList());
    constants.checkFunctions(graph.getLibrary());
    Recursion.refuse(file.name(), graph.getLibrary());
  }
}

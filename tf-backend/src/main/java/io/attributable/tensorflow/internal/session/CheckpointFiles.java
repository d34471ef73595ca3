package io.attributable.tensorflow.internal.session;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * The checkpoint of a SavedModel. Where it is missing, TensorFlow's loader leaves all variables
 * without a value and says nothing (tensorflow/cc/saved_model/loader.cc, {@code RunRestore}), so
 * that the first run would fail for a variable that "has been deleted".
 */
final class CheckpointFiles {
  private static final String FOLDER = "variables";
  private static final String INDEX = "variables.index";
  private static final Pattern SHARD = Pattern.compile("variables\\.data-\\d{5}-of-(\\d{5})");
  private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final Path model;
  private final String name;
  private final int restored;

  private CheckpointFiles(Path model, String name, int restored) {
    this.model = model;
    this.name = name;
    this.restored = restored;
  }

  /**
   * Checks that a model has the files its variables are restored from.
   *
   * @param name what messages call the model
   * @throws AttributionException VARIABLES_MISSING
   */
  static void require(Path model, String name, GraphDef graph) {
    int restored = restoredTensors(graph);
    if (restored > 0) {
      new CheckpointFiles(model, name, restored).require();
    }
  }

  private void require() {
    Path folder = model.resolve(FOLDER);
    if (!Files.isRegularFile(folder.resolve(INDEX))) {
      throw missing(FOLDER + "/" + INDEX);
    }
    missingShard(folder)
        .ifPresent(
            shard -> {
              throw missing(FOLDER + "/" + shard);
            });
  }

  private AttributionException missing(String file) {
    return new AttributionException(ErrorCode.VARIABLES_MISSING, name, file, restored);
  }

  /** The first file that is not there, of those that the others' names promise. */
  private static Optional<String> missingShard(Path folder) {
    List<String> files = files(folder);
    int shards = Math.max(1, files.stream().mapToInt(CheckpointFiles::shards).max().orElse(0));
    return IntStream.range(0, shards)
        .mapToObj(number -> "variables.data-%05d-of-%05d".formatted(number, shards))
        .filter(file -> !files.contains(file))
        .findFirst();
  }

  /** Of how many files this is one; 0 for others. */
  private static int shards(String file) {
    Matcher shard = SHARD.matcher(file);
    return shard.matches() ? Integer.parseInt(shard.group(1)) : 0;
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      return List.of(); // It was there a moment ago: none of its files can be read now.
    }
  }

  /** How many tensors the file's own restore op reads, in the graph or a function. */
  private static int restoredTensors(GraphDef graph) {
    int count = restored(graph.getNodeList());
    for (var function : graph.getLibrary().getFunctionList()) {
      count += restored(function.getNodeDefList());
    }
    return count;
  }

  private static int restored(List<NodeDef> nodes) {
    List<NodeDef> restores = new ArrayList<>();
    Map<String, NodeDef> constants = new HashMap<>();
    for (NodeDef node : nodes) {
      if (node.getOp().equals("RestoreV2")) {
        restores.add(node);
      } else if (node.getOp().equals("Const")) {
        constants.put(node.getName(), node);
      }
    }
    return restores.stream().mapToInt(restore -> names(restore, constants)).sum();
  }

  /** Operand 1 holds the names of what is restored. */
  private static int names(NodeDef restore, Map<String, NodeDef> constants) {
    String operand = restore.getInputCount() < 2 ? "" : restore.getInput(1);
    NodeDef names = constants.get(operand.split(":", 2)[0]);
    return names == null
        ? 0
        : (int)
            names.getAttrOrThrow("value").getTensor().getStringValList().stream()
                .filter(tensor -> !tensor.toStringUtf8().equals(OBJECT_GRAPH))
                .count();
  }
}

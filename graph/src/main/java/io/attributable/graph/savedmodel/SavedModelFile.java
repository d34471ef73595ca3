package io.attributable.graph.savedmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/**
 * A {@code saved_model.pb}, read and trusted in nothing: whatever is wrong with it is an {@link
 * AttributionException}. Never loads native code, never reads the variables. Immutable.
 */
public final class SavedModelFile {
  private static final String FILE = "saved_model.pb";
  private static final String SERVE = "serve";
  private static final String DEFAULT_SIGNATURE = "serving_default";
  private static final Set<String> INIT_SIGNATURES =
      Set.of("__saved_model_init_op", "__saved_model_train_op");

  private final String name;
  private final MetaGraphDef metaGraph;
  private final Map<String, SignatureSchema> signatures;
  private final OpRegistry ops;

  private SavedModelFile(String name, MetaGraphDef metaGraph) {
    this.name = name;
    this.metaGraph = metaGraph;
    this.ops = OpRegistry.of(metaGraph.getMetaInfoDef().getStrippedOpList());
    this.signatures = new TreeMap<>();
    metaGraph.getSignatureDefMap().keySet().stream()
        .filter(signature -> !INIT_SIGNATURES.contains(signature))
        .forEach(
            signature ->
                signatures.put(
                    signature,
                    new SignatureReader(name, signature)
                        .read(metaGraph.getSignatureDefOrThrow(signature))));
  }

  /**
   * Reads the SavedModel in a directory.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, MODEL_TOO_LARGE
   */
  public static SavedModelFile read(Path directory) {
    return read(name(directory), directory);
  }

  /** What messages call a directory: as given, unless that says nothing of where it lies. */
  public static String name(Path directory) {
    return directory.getFileSystem().equals(FileSystems.getDefault())
        ? directory.toString()
        : directory.toUri().toString();
  }

  /**
   * As {@link #read(Path)}, under another name.
   *
   * @param name what messages call the model
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, MODEL_TOO_LARGE
   */
  public static SavedModelFile read(String name, Path directory) {
    Path file = require(name, directory);
    try {
      return parse(name, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AttributionException(ErrorCode.CORRUPT_MODEL, name, e.toString()).causedBy(e);
    } catch (OutOfMemoryError e) {
      throw new AttributionException(
              ErrorCode.MODEL_TOO_LARGE, name, FILE + " does not fit into this JVM's memory")
          .causedBy(e);
    }
  }

  /**
   * The graph's file in a directory.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL
   */
  public static Path require(String name, Path directory) {
    if (!Files.exists(directory)) {
      throw new AttributionException(
          ErrorCode.MODEL_NOT_FOUND,
          name,
          directory.toAbsolutePath(),
          NearbyModels.suggestion(directory) + "Give the directory that holds saved_model.pb.");
    }
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      String reason = Files.isDirectory(directory) ? "it holds no " + FILE : "it is no directory";
      throw new AttributionException(ErrorCode.NOT_A_SAVED_MODEL, name, reason);
    }
    return file;
  }

  /**
   * Reads the bytes of a {@code saved_model.pb}.
   *
   * @param name what messages call the model
   * @throws AttributionException NOT_A_SAVED_MODEL, CORRUPT_MODEL
   */
  public static SavedModelFile parse(String name, byte[] savedModel) {
    try {
      return new SavedModelFile(name, serving(name, SavedModel.parseFrom(savedModel)));
    } catch (InvalidProtocolBufferException e) {
      throw new AttributionException(
              ErrorCode.CORRUPT_MODEL,
              name,
              FILE + " is truncated or not a protocol buffer (" + e.getMessage() + ")")
          .causedBy(e);
    }
  }

  private static MetaGraphDef serving(String name, SavedModel model) {
    if (model.getMetaGraphsCount() == 0) {
      throw new AttributionException(ErrorCode.NOT_A_SAVED_MODEL, name, FILE + " holds no graph");
    }
    List<MetaGraphDef> serving =
        model.getMetaGraphsList().stream()
            .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SERVE))
            .sorted((a, b) -> Integer.compare(tagCount(a), tagCount(b)))
            .collect(Collectors.toList());
    if (serving.isEmpty()) {
      throw new AttributionException(
          ErrorCode.NOT_A_SAVED_MODEL,
          name,
          "none of its graphs is tagged \"serve\" (tags: "
              + model.getMetaGraphs(0).getMetaInfoDef().getTagsList()
              + ")");
    }
    return serving.get(0);
  }

  private static int tagCount(MetaGraphDef graph) {
    return graph.getMetaInfoDef().getTagsCount();
  }

  /** What messages call the model: its directory as given. */
  public String name() {
    return name;
  }

  /** The tags of the graph that was chosen, which a loader needs to find it again. */
  public List<String> tags() {
    return metaGraph.getMetaInfoDef().getTagsList();
  }

  /** All signatures, sorted by name; those that initialise or train are left out. */
  public List<SignatureSchema> signatures() {
    return List.copyOf(signatures.values());
  }

  /**
   * The signature of a name.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE
   */
  public SignatureSchema signature(String wanted) {
    SignatureSchema signature = signatures.get(wanted);
    if (signature == null) {
      throw new AttributionException(
          ErrorCode.UNKNOWN_SIGNATURE,
          wanted,
          name,
          signatureNames(),
          Suggestions.didYouMean(wanted, signatures.keySet()));
    }
    return signature;
  }

  /**
   * {@code serving_default} where there is one, else the only signature.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE if there are several others or none
   */
  public String defaultSignature() {
    return signatures.size() == 1
        ? signatures.keySet().iterator().next()
        : signature(DEFAULT_SIGNATURE).name();
  }

  /** The outermost graph with its function library, as it lies in the file. */
  public GraphDef graph() {
    return metaGraph.getGraphDef();
  }

  /** The same model with another graph, which must have what the signatures refer to. */
  public SavedModelFile withGraph(GraphDef graph) {
    return new SavedModelFile(name, metaGraph.toBuilder().setGraphDef(graph).build());
  }

  /** The whole graph that was chosen, with all that the file says of it. */
  public MetaGraphDef metaGraph() {
    return metaGraph;
  }

  /** What Python's objects looked like; empty for models of TensorFlow 1. */
  public SavedObjectGraph objects() {
    return metaGraph.getObjectGraphDef();
  }

  /** The ops this file uses. */
  public OpRegistry ops() {
    return ops;
  }

  private String signatureNames() {
    return signatures.isEmpty()
        ? "none"
        : signatures.keySet().stream()
            .map(signature -> '"' + signature + '"')
            .collect(Collectors.joining(", "));
  }
}

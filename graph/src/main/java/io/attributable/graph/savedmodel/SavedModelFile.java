package io.attributable.graph.savedmodel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.OpPolicy;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;

/**
 * A {@code saved_model.pb}, read and trusted in nothing: whatever is wrong with it is an {@link
 * AttributionException}. Never loads native code, never reads the variables. Immutable.
 */
public final class SavedModelFile {
  private static final String FILE = "saved_model.pb";
  private static final String SERVE = "serve";

  private final String name;
  private final MetaGraphDef metaGraph;
  private final Signatures signatures;
  private final OpRegistry ops;

  private final OpPolicy policy;

  /** Shared by all files with this graph. */
  private final AtomicBoolean checked;

  private SavedModelFile(
      String name,
      MetaGraphDef metaGraph,
      Signatures signatures,
      OpRegistry ops,
      OpPolicy policy,
      AtomicBoolean checked) {
    this.checked = checked;
    this.policy = policy;
    this.name = name;
    this.metaGraph = metaGraph;
    this.signatures = signatures;
    this.ops = ops;
  }

  /**
   * Reads the SavedModel in a directory.
   *
   * @throws AttributionException MODEL_NOT_FOUND, NOT_A_SAVED_MODEL, CORRUPT_MODEL, MODEL_TOO_LARGE
   */
  public static SavedModelFile read(Path directory) {
    return read(name(directory), directory);
  }

  /** The name of a directory in messages: as given, unless that alone does not identify it. */
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
      MetaGraphDef graph = serving(name, SavedModel.parseFrom(savedModel));
      return new SavedModelFile(
          name,
          graph,
          new Signatures(name, graph),
          OpRegistry.of(graph.getMetaInfoDef().getStrippedOpList()),
          OpPolicy.strict(),
          new AtomicBoolean());
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
    requireAlone(name, serving);
    return serving.get(0);
  }

  /** TensorFlow's loader would take the first graph with the same set of tags. */
  private static void requireAlone(String name, List<MetaGraphDef> serving) {
    Set<String> tags = tags(serving.get(0));
    if (serving.stream().filter(graph -> tags(graph).equals(tags)).count() > 1) {
      throw new AttributionException(
          ErrorCode.CORRUPT_MODEL, name, "several of its graphs have the same tags, " + tags);
    }
  }

  private static Set<String> tags(MetaGraphDef graph) {
    return new TreeSet<>(graph.getMetaInfoDef().getTagsList());
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

  /** All signatures that serve, sorted by name; those that initialise or train are left out. */
  public List<SignatureSchema> signatures() {
    return signatures.served();
  }

  /** The signatures that cannot be served, sorted by name. */
  public List<UnsupportedSignature> unservedSignatures() {
    return signatures.unserved();
  }

  /**
   * The functions of Python's objects, which can be named instead of a signature; empty for models
   * of TensorFlow 1.
   */
  public List<FunctionSchema> functions() {
    return new CalledFunctions(name, metaGraph).schemas();
  }

  /**
   * The signature of a name, or that of a function: {@code call:PATH}, or {@code
   * call:PATH@training=False} or {@code call:PATH#2} for one of several traces.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE
   */
  public SignatureSchema signature(String wanted) {
    return signatures.find(wanted).orElseGet(() -> call(wanted).signature());
  }

  /**
   * The same model, in whose outermost graph the function of a name is called; as it is where the
   * name is that of a signature.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE, UNSUPPORTED_SIGNATURE, AMBIGUOUS_SIGNATURE
   */
  public SavedModelFile calling(String signature) {
    if (signatures.find(signature).isPresent()) {
      return this;
    }
    CallWriter.Written call = call(signature);
    return new SavedModelFile(
        name,
        metaGraph.toBuilder().setGraphDef(call.graph()).build(),
        signatures.with(signature, call.signature()),
        ops,
        policy,
        new AtomicBoolean());
  }

  private CallWriter.Written call(String wanted) {
    CalledFunctions functions = new CalledFunctions(name, metaGraph);
    if (wanted.startsWith(FunctionTraces.PREFIX)) {
      Optional<CalledFunctions.Found> found = functions.find(wanted);
      if (found.isPresent()) {
        return new CallWriter(name, metaGraph, found.get()).write();
      }
    }
    throw signatures.unknown(wanted, functions.addresses().toList());
  }

  /**
   * {@code serving_default} where there is one, else the only signature. In a model without
   * signatures, the default function: {@code __call__} of the outermost object, or its only one,
   * traced for inference.
   *
   * @throws AttributionException UNKNOWN_SIGNATURE if there are several others or none
   */
  public String defaultSignature() {
    Optional<String> named = signatures.byDefault();
    if (named.isPresent()) {
      return named.get();
    }
    CalledFunctions functions = new CalledFunctions(name, metaGraph);
    return (signatures.isEmpty() ? functions.byDefault() : Optional.<CalledFunctions.Found>empty())
        .map(CalledFunctions.Found::address)
        .orElseThrow(() -> signatures.unknown(Signatures.DEFAULT, functions.addresses().toList()));
  }

  /**
   * Checks the graph unless that was done before: for checks that take their time and always find
   * the same. A check that throws is made again.
   */
  public void checkOnce(Runnable check) {
    if (!checked.get()) {
      check.run();
      checked.set(true);
    }
  }

  /** The outermost graph with its function library, as in the file. */
  public GraphDef graph() {
    return metaGraph.getGraphDef();
  }

  /** The same model with another graph, which must have what the signatures refer to. */
  public SavedModelFile withGraph(GraphDef graph) {
    return new SavedModelFile(
        name,
        metaGraph.toBuilder().setGraphDef(graph).build(),
        signatures,
        ops,
        policy,
        new AtomicBoolean());
  }

  /** The same model with ops that a library brings, which is loaded where the model is run. */
  public SavedModelFile withOps(OpList library) {
    return new SavedModelFile(name, metaGraph, signatures, ops.with(library), policy, checked);
  }

  /**
   * The same model, with the file's definitions of ops that TensorFlow does not have: for uses that
   * do not run it, or that load a library before they do.
   */
  public SavedModelFile vouchingForOps(Predicate<String> names) {
    return new SavedModelFile(name, metaGraph, signatures, ops.vouchingFor(names), policy, checked);
  }

  /** The same model, of which more or less may be run. */
  public SavedModelFile under(OpPolicy other) {
    return new SavedModelFile(name, metaGraph, signatures, ops, other, checked);
  }

  /** What of it may be run: strict unless somebody decided otherwise. */
  public OpPolicy policy() {
    return policy;
  }

  /** The chosen meta graph. */
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
}

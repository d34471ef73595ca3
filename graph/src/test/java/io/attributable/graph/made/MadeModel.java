package io.attributable.graph.made;

import io.attributable.graph.flat.FlatGraph;
import io.attributable.graph.flat.signature.SignatureFlattener;
import io.attributable.graph.layer.LayerIndex;
import io.attributable.graph.savedmodel.SavedModelFile;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.OpList;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** A SavedModel with one signature, built step by step. */
public final class MadeModel {
  /** The signature's name. */
  public static final String SIGNATURE = "serving_default";

  private final OpList.Builder library = OpList.newBuilder();
  private final MetaGraphDef.Builder meta = MetaGraphDef.newBuilder();
  private final SignatureDef.Builder signature = SignatureDef.newBuilder();

  private MadeModel() {
    meta.getMetaInfoDefBuilder().addTags("serve");
  }

  /** A model without anything in it. */
  public static MadeModel model() {
    return new MadeModel();
  }

  /**
   * A model with input {@code x} and output {@code y} of [?,3] floats at the nodes of that name.
   */
  public static MadeModel fromXtoY(NodeDef.Builder... between) {
    return model()
        .nodes(Nodes.placeholder("x", -1, 3))
        .nodes(between)
        .input("x", "x:0")
        .output("y", "y:0");
  }

  /** Adds nodes to the outermost graph. */
  public MadeModel nodes(NodeDef.Builder... nodes) {
    for (NodeDef.Builder node : nodes) {
      graph().addNode(node);
    }
    return this;
  }

  /** Adds a function. */
  public MadeModel function(MadeFunction function) {
    graph().getLibraryBuilder().addFunction(function.proto());
    return this;
  }

  /** Feeds a tensor of [?,3] 32-bit floats. */
  public MadeModel input(String name, String tensor) {
    return input(name, tensor, DataType.DT_FLOAT);
  }

  /** Feeds a tensor. */
  public MadeModel input(String name, String tensor, DataType type) {
    signature.putInputs(name, info(tensor, type));
    return this;
  }

  /** Returns a tensor of [?,3] 32-bit floats. */
  public MadeModel output(String name, String tensor) {
    return output(name, tensor, DataType.DT_FLOAT);
  }

  /** Returns a tensor. */
  public MadeModel output(String name, String tensor, DataType type) {
    signature.putOutputs(name, info(tensor, type));
    return this;
  }

  /** Makes it look like an export of Keras 3. */
  public MadeModel keras3() {
    return object(MadeObject.object().child("_misc_assets", 0));
  }

  /** Makes it look like a model saved by Keras 2. */
  public MadeModel keras2(String... layers) {
    for (String layer : layers) {
      concreteFunction("__inference_" + layer + "_layer_call_fn_17");
    }
    return object(MadeObject.object().identifier("_tf_keras_network"));
  }

  /** Makes it look like a {@code tf.Module}. */
  public MadeModel module() {
    return object(MadeObject.object().identifier("_generic_user_object"));
  }

  /** Adds a Python object. */
  public MadeModel object(MadeObject object) {
    meta.getObjectGraphDefBuilder().addNodes(object.proto());
    return this;
  }

  /** Adds an op that a library brings, which is loaded. */
  public MadeModel libraryOp(OpDef.Builder op) {
    library.addOp(op);
    return this;
  }

  private void concreteFunction(String name) {
    meta.getObjectGraphDefBuilder()
        .putConcreteFunctions(name, SavedConcreteFunction.getDefaultInstance());
  }

  private GraphDef.Builder graph() {
    return meta.getGraphDefBuilder();
  }

  private static TensorInfo info(String tensor, DataType type) {
    return TensorInfo.newBuilder()
        .setName(tensor)
        .setDtype(type)
        .setTensorShape(Nodes.shape(-1, 3))
        .build();
  }

  /** The part that may be changed further. */
  public MetaGraphDef.Builder meta() {
    return meta.putSignatureDef(SIGNATURE, signature.build());
  }

  /** The whole file. */
  public SavedModel.Builder proto() {
    return SavedModel.newBuilder().addMetaGraphs(meta());
  }

  /** The file, read. */
  public SavedModelFile file() {
    return SavedModelFile.parse("made", proto().build().toByteArray()).withOps(library.build());
  }

  /** The signature, flattened. */
  public FlatGraph flatten() {
    return SignatureFlattener.flatten(file(), SIGNATURE);
  }

  /** The layers. */
  public LayerIndex layers() {
    return LayerIndex.of(flatten());
  }

  /** An unknown rank. */
  public static TensorShapeProto unknownRank() {
    return TensorShapeProto.newBuilder().setUnknownRank(true).build();
  }
}

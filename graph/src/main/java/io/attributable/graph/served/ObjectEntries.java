package io.attributable.graph.served;

import io.attributable.graph.savedmodel.SignatureSchema;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.Struct.TupleValue;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VersionDef;

/**
 * Registers a new signature in Python's objects: its function, with captures, inputs and outputs by
 * name. Objects keep their ids, which checkpoints and Keras refer to.
 */
final class ObjectEntries {
  private static final int ROOT = 0;
  private static final String SIGNATURES = "signatures";

  private final SavedObjectGraph.Builder objects;

  ObjectEntries(SavedObjectGraph before) {
    this.objects = before.toBuilder();
  }

  /** The objects with the signature. */
  SavedObjectGraph with(SignatureSchema signature, String function, List<Integer> captures) {
    int map = signatures();
    SavedBareConcreteFunction.Builder callable =
        SavedBareConcreteFunction.newBuilder()
            .setConcreteFunctionName(function)
            .setAllowedPositionalArguments(signature.inputs().size() == 1 ? 1 : 0);
    signature.inputs().forEach(input -> callable.addArgumentKeywords(input.name()));
    int added = objects.getNodesCount();
    objects.addNodes(SavedObject.newBuilder().setBareConcreteFunction(callable));
    objects.getNodesBuilder(map).addChildren(child(signature.name(), added));
    objects.putConcreteFunctions(
        function,
        SavedConcreteFunction.newBuilder()
            .addAllBoundInputs(captures)
            .setCanonicalizedInputSignature(arguments(signature.inputs()))
            .setOutputSignature(dictionary(signature.outputs()))
            .build());
    return objects.build();
  }

  /** The object that lists all signatures by name. */
  private int signatures() {
    for (ObjectReference child : objects.getNodes(ROOT).getChildrenList()) {
      if (child.getLocalName().equals(SIGNATURES)) {
        return child.getNodeId();
      }
    }
    int added = objects.getNodesCount();
    objects.addNodes(
        SavedObject.newBuilder()
            .setUserObject(
                SavedUserObject.newBuilder()
                    .setIdentifier("signature_map")
                    .setVersion(VersionDef.newBuilder().setProducer(1).setMinConsumer(1))));
    objects.getNodesBuilder(ROOT).addChildren(child(SIGNATURES, added));
    return added;
  }

  private static ObjectReference child(String name, int node) {
    return ObjectReference.newBuilder().setLocalName(name).setNodeId(node).build();
  }

  /** Positional arguments, of which there are none, and those by name. */
  private static StructuredValue arguments(List<TensorSchema> inputs) {
    StructuredValue none =
        StructuredValue.newBuilder().setTupleValue(TupleValue.getDefaultInstance()).build();
    return StructuredValue.newBuilder()
        .setTupleValue(TupleValue.newBuilder().addValues(none).addValues(dictionary(inputs)))
        .build();
  }

  private static StructuredValue dictionary(List<TensorSchema> tensors) {
    return StructuredValue.newBuilder()
        .setDictValue(
            DictValue.newBuilder()
                .putAllFields(
                    tensors.stream()
                        .collect(Collectors.toMap(TensorSchema::name, ObjectEntries::tensor))))
        .build();
  }

  private static StructuredValue tensor(TensorSchema schema) {
    return StructuredValue.newBuilder()
        .setTensorSpecValue(
            TensorSpecProto.newBuilder()
                .setName(schema.name())
                .setDtype(schema.type())
                .setShape(Types.proto(schema.shape())))
        .build();
  }
}

package io.attributable.graph.made;

import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** A Python object as a SavedModel remembers it, built step by step. */
public final class MadeObject {
  private final SavedObject.Builder object = SavedObject.newBuilder();

  private MadeObject() {}

  /** An object without attributes. */
  public static MadeObject object() {
    return new MadeObject();
  }

  /** A variable of 32-bit floats. */
  public static MadeObject variable(String name) {
    MadeObject variable = object();
    variable.object.getVariableBuilder().setName(name).setDtype(DataType.DT_FLOAT);
    return variable;
  }

  /** Gives it an attribute. */
  public MadeObject child(String name, int node) {
    object.addChildren(ObjectReference.newBuilder().setLocalName(name).setNodeId(node));
    return this;
  }

  /** Says what kind of object it is. */
  public MadeObject identifier(String identifier) {
    object.getUserObjectBuilder().setIdentifier(identifier);
    return this;
  }

  SavedObject.Builder proto() {
    return object;
  }
}

package io.attributable.graph.served;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.graph.plan.TargetKind;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;

/**
 * What a model says of a signature that explains another one. It lies in the model's graph as a
 * collection, where TensorFlow keeps it and takes no notice of it.
 *
 * @param signature the signature that explains
 * @param explained the signature it explains
 * @param output the output that a target picks from
 * @param target what callers say of the target
 * @param modes what there is of each layer
 * @param reduction what is made of each attribution
 * @param layers in the order in which they were named
 */
public record ServedExplanation(
    String signature,
    String explained,
    String output,
    TargetKind target,
    List<Mode> modes,
    String reduction,
    List<ServedLayer> layers) {
  private static final String COLLECTION = "attributable/";
  private static final double VERSION = 1;

  /** Copies the lists. */
  public ServedExplanation {
    modes = List.copyOf(modes);
    layers = List.copyOf(layers);
  }

  static ServedExplanation of(String explained, ServedRequest request) {
    return new ServedExplanation(
        request.signature(),
        explained,
        request.plan().output().name(),
        request.target(),
        request.modes(),
        request.reduction().toString(),
        request.plan().layers().stream().map(ServedLayer::of).toList());
  }

  /**
   * Reads what a model says of a signature.
   *
   * @return empty if nothing, or nothing that this version can read
   */
  public static Optional<ServedExplanation> read(MetaGraphDef model, String signature) {
    CollectionDef said = model.getCollectionDefMap().get(COLLECTION + signature);
    if (said == null || said.getBytesList().getValueCount() != 1) {
      return Optional.empty();
    }
    try {
      Struct fields = Struct.parseFrom(said.getBytesList().getValue(0));
      return fields.getFieldsOrThrow("version").getNumberValue() == VERSION
          ? Optional.of(read(signature, fields))
          : Optional.empty();
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ServedExplanation read(String signature, Struct fields) {
    return new ServedExplanation(
        signature,
        text(fields, "explained"),
        text(fields, "output"),
        TargetKind.valueOf(text(fields, "target")),
        list(fields, "modes").stream().map(mode -> Mode.valueOf(mode.getStringValue())).toList(),
        text(fields, "reduction"),
        list(fields, "layers").stream().map(layer -> layer(layer.getStructValue())).toList());
  }

  private static ServedLayer layer(Struct fields) {
    return new ServedLayer(
        text(fields, "address"),
        Port.valueOf(text(fields, "port")),
        (int) fields.getFieldsOrThrow("tensors").getNumberValue());
  }

  private static String text(Struct fields, String name) {
    return fields.getFieldsOrThrow(name).getStringValue();
  }

  private static List<Value> list(Struct fields, String name) {
    return fields.getFieldsOrThrow(name).getListValue().getValuesList();
  }

  void write(MetaGraphDef.Builder model) {
    Struct said =
        Struct.newBuilder()
            .putFields("version", Value.newBuilder().setNumberValue(VERSION).build())
            .putFields("explained", value(explained))
            .putFields("output", value(output))
            .putFields("target", value(target.name()))
            .putFields("modes", value(modes.stream().map(mode -> value(mode.name())).toList()))
            .putFields("reduction", value(reduction))
            .putFields("layers", value(layers.stream().map(ServedExplanation::value).toList()))
            .build();
    CollectionDef.BytesList bytes =
        CollectionDef.BytesList.newBuilder().addValue(said.toByteString()).build();
    model.putCollectionDef(
        COLLECTION + signature, CollectionDef.newBuilder().setBytesList(bytes).build());
  }

  private static Value value(ServedLayer layer) {
    return Value.newBuilder()
        .setStructValue(
            Struct.newBuilder()
                .putFields("address", value(layer.address()))
                .putFields("port", value(layer.port().name()))
                .putFields("tensors", Value.newBuilder().setNumberValue(layer.tensors()).build()))
        .build();
  }

  private static Value value(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value value(List<Value> values) {
    return Value.newBuilder().setListValue(ListValue.newBuilder().addAllValues(values)).build();
  }
}

package io.attributable.graph.served;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.GradientXActivation;
import io.attributable.Methods;
import io.attributable.Mode;
import io.attributable.Port;
import io.attributable.Smoothing;
import io.attributable.graph.method.PlannedMethod;
import io.attributable.graph.plan.TargetKind;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;

/**
 * The description of a signature that explains another one. It is a collection in the model's
 * graph, which TensorFlow keeps and ignores.
 *
 * @param signature the signature that explains
 * @param explained the signature it explains
 * @param output the output that a target picks from; empty where nothing is differentiated
 * @param target how callers give the target
 * @param methods those whose attributions are given for each layer
 * @param reduction of each attribution
 * @param smoothing the noise that attributions are smoothed by
 * @param layers in the order of the request
 */
public record ServedExplanation(
    String signature,
    String explained,
    Optional<String> output,
    TargetKind target,
    List<AttributionMethod> methods,
    String reduction,
    Optional<Smoothing> smoothing,
    List<ServedLayer> layers) {
  private static final String COLLECTION = "attributable/";
  private static final double VERSION = 2;

  /** Its signatures have noise, which those who read older ones would not know of. */
  private static final double WITH_NOISE = 3;

  /** Its models have gradient × activation in one mode or both. */
  private static final double MODES_ONLY = 1;

  /** Copies the lists. */
  public ServedExplanation {
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
  }

  static ServedExplanation of(String explained, ServedRequest request) {
    return new ServedExplanation(
        request.signature(),
        explained,
        request.output(),
        request.target(),
        request.methods().stream().map(PlannedMethod::method).toList(),
        request.reduction().toString(),
        request.smoothing(),
        request.layers().stream().map(ServedLayer::of).toList());
  }

  /**
   * Reads a model's description of a signature.
   *
   * @return empty if there is none that this version can read
   */
  public static Optional<ServedExplanation> read(MetaGraphDef model, String signature) {
    CollectionDef said = model.getCollectionDefMap().get(COLLECTION + signature);
    if (said == null || said.getBytesList().getValueCount() != 1) {
      return Optional.empty();
    }
    try {
      Struct fields = Struct.parseFrom(said.getBytesList().getValue(0));
      double version = fields.getFieldsOrThrow("version").getNumberValue();
      return version >= MODES_ONLY && version <= WITH_NOISE
          ? Optional.of(read(signature, fields, version))
          : Optional.empty();
    } catch (InvalidProtocolBufferException | IllegalArgumentException | AttributionException e) {
      return Optional.empty();
    }
  }

  private static ServedExplanation read(String signature, Struct fields, double version) {
    return new ServedExplanation(
        signature,
        text(fields, "explained"),
        Optional.of(text(fields, "output")).filter(name -> !name.isEmpty()),
        TargetKind.valueOf(text(fields, "target")),
        version == MODES_ONLY ? modes(fields) : methods(fields),
        text(fields, "reduction"),
        version == WITH_NOISE
            ? Optional.of(
                SmoothingValues.read(fields.getFieldsOrThrow("smoothing").getStructValue()))
            : Optional.empty(),
        list(fields, "layers").stream().map(layer -> layer(layer.getStructValue())).toList());
  }

  private static List<AttributionMethod> modes(Struct fields) {
    return list(fields, "modes").stream()
        .map(mode -> Mode.valueOf(mode.getStringValue()))
        .<AttributionMethod>map(GradientXActivation::new)
        .toList();
  }

  private static List<AttributionMethod> methods(Struct fields) {
    return list(fields, "methods").stream()
        .map(method -> method.getStructValue())
        .map(
            method ->
                Methods.of(
                    text(method, "name"),
                    ParameterValues.read(method.getFieldsOrThrow("parameters").getStructValue())))
        .toList();
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
    double version = smoothing.isPresent() ? WITH_NOISE : VERSION;
    Struct.Builder said =
        Struct.newBuilder()
            .putFields("version", Value.newBuilder().setNumberValue(version).build())
            .putFields("explained", value(explained))
            .putFields("output", value(output.orElse("")))
            .putFields("target", value(target.name()))
            .putFields("methods", value(methods.stream().map(ServedExplanation::value).toList()))
            .putFields("reduction", value(reduction))
            .putFields("layers", value(layers.stream().map(ServedExplanation::value).toList()));
    smoothing.ifPresent(
        noise ->
            said.putFields(
                "smoothing", Value.newBuilder().setStructValue(SmoothingValues.of(noise)).build()));
    CollectionDef.BytesList bytes =
        CollectionDef.BytesList.newBuilder().addValue(said.build().toByteString()).build();
    model.putCollectionDef(
        COLLECTION + signature, CollectionDef.newBuilder().setBytesList(bytes).build());
  }

  private static Value value(AttributionMethod method) {
    return Value.newBuilder()
        .setStructValue(
            Struct.newBuilder()
                .putFields("name", value(method.name()))
                .putFields(
                    "parameters",
                    Value.newBuilder().setStructValue(ParameterValues.of(method)).build()))
        .build();
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

package io.attributable.cli.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.cli.reply.UnusedNode;
import io.attributable.tensorflow.verify.DirectionCheck;
import io.attributable.tensorflow.verify.ExampleVerification;
import io.attributable.tensorflow.verify.LayerVerification;
import io.attributable.tensorflow.verify.TensorVerification;
import io.attributable.tensorflow.verify.Verification;
import java.util.Locale;

/** Shows what came of verifying as JSON: what programs read. */
public final class VerificationJson {
  private VerificationJson() {}

  /** The whole report as one document. */
  public static String of(VerificationReport report) {
    Verification verification = report.verification();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", report.model())
        .put("signature", report.signature())
        .put("output", verification.output())
        .put("target", verification.target().toString())
        .put("directions", verification.directions())
        .put("seed", verification.seed())
        .put("verdict", word(verification.verdict()));
    ObjectNode made = json.putObject("madeInputs");
    report.madeInputs().forEach(made::put);
    ArrayNode leftOut = json.putArray("leftOut");
    report.leftOut().forEach(leftOut::add);
    ArrayNode layers = json.putArray("layers");
    verification.layers().forEach(layer -> put(layers.addObject(), layer));
    return json.toPrettyString();
  }

  private static void put(ObjectNode json, LayerVerification layer) {
    json.put("layer", layer.layer())
        .put("port", word(layer.port()))
        .put("verdict", word(layer.verdict()));
    ArrayNode tensors = json.putArray("tensors");
    layer.tensors().forEach(tensor -> put(tensors.addObject(), tensor));
    UnusedNode.put(json, layer.unused());
  }

  private static void put(ObjectNode json, TensorVerification tensor) {
    json.put("name", tensor.tensor())
        .put("dtype", tensor.elementType())
        .put("verdict", word(tensor.verdict()));
    ArrayNode own = json.putArray("ownGradients");
    tensor.ownGradients().forEach(own::add);
    ArrayNode examples = json.putArray("examples");
    tensor.examples().forEach(example -> put(examples.addObject(), example));
  }

  private static void put(ObjectNode json, ExampleVerification example) {
    example
        .example()
        .ifPresentOrElse(index -> json.put("example", index), () -> json.putNull("example"));
    json.put("verdict", word(example.verdict()));
    example
        .reason()
        .ifPresent(reason -> json.put("reason", word(reason)).put("advice", reason.advice()));
    ArrayNode directions = json.putArray("directions");
    example.directions().forEach(check -> put(directions.addObject(), check));
  }

  private static void put(ObjectNode json, DirectionCheck check) {
    json.put("kind", word(check.kind()))
        .put("tape", check.tape())
        .put("difference", check.difference())
        .put("deviation", check.deviation())
        .put("bound", check.bound())
        .put("noise", check.noise())
        .put("step", check.step());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package io.attributable.cli.reply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Estimation;
import io.attributable.GradientXActivation;
import io.attributable.Prediction;
import io.attributable.Reasons;
import io.attributable.Target;
import io.attributable.Wording;
import io.attributable.preflight.PreflightNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A reply as JSON, with the arrays that it refers to. */
final class ReplyDocument {
  private static final int LONGEST_NAME = 80;
  private static final String ERRORS = "errors";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final List<TensorFile> files = new ArrayList<>();

  private final Wording wording;
  private final ReplyNames names;

  private ReplyDocument(Reply reply) {
    json.put("id", reply.id());
    wording = reply.wording();
    names = reply.names();
  }

  static ReplyDocument of(Reply reply) {
    ReplyDocument document = new ReplyDocument(reply);
    if (reply instanceof Reply.Explained explained) {
      document.put(explained.attributions());
      explained.reasons().ifPresent(found -> putReasons(document.json, found));
    } else if (reply instanceof Reply.ExplainedTargets explained) {
      document.put(explained.byTarget(), explained.reasons());
    } else if (reply instanceof Reply.Failed failed) {
      document.put(failed);
    }
    document.putNotes(reply.notes());
    return document;
  }

  ObjectNode json() {
    return json;
  }

  /** The arrays, in the order of the document. */
  List<TensorFile> files() {
    return files;
  }

  private void put(Reply.Failed failed) {
    String code = failed.failure().code().id();
    String message = failed.failure().message(wording);
    String mark = "[" + code + "] ";
    json.putObject("error")
        .put("code", code)
        .put("message", message.startsWith(mark) ? message.substring(mark.length()) : message);
  }

  /** Only where there is something to note. */
  private void putNotes(List<PreflightNote> notes) {
    if (!notes.isEmpty() || !names.inputNotes().isEmpty()) {
      ArrayNode array = json.putArray("notes");
      for (PreflightNote note : notes) {
        ObjectNode entry = array.addObject();
        entry
            .put("kind", note.kind().name().toLowerCase(Locale.ROOT))
            .put("text", note.text(wording));
        ArrayNode nodes = entry.putArray("nodes");
        note.nodes().forEach(nodes::add);
      }
      for (String text : names.inputNotes()) {
        array.addObject().put("kind", "input").put("text", text).putArray("nodes");
      }
    }
  }

  private void put(Attributions attributions) {
    names.classOf(names.target()).ifPresent(name -> json.put("class", name));
    put(json.putArray("layers"), "", attributions);
    UnusedNode.putLeftOut(json, attributions.leftOut(), wording);
    attributions.prediction().ifPresent(this::put);
  }

  /** The prediction is the same for all targets, and is written once. */
  private void put(Map<Target, Attributions> byTarget, Map<Target, Reasons> reasons) {
    ArrayNode targets = json.putArray("targets");
    byTarget.forEach(
        (target, attributions) -> {
          String prefix = targets.size() + ".";
          ObjectNode entry = targets.addObject();
          entry.set("target", TargetNode.of(target));
          names.classOf(target).ifPresent(name -> entry.put("class", name));
          put(entry.putArray("layers"), prefix, attributions);
          Optional.ofNullable(reasons.get(target)).ifPresent(found -> putReasons(entry, found));
        });
    Optional<Attributions> any = byTarget.values().stream().findFirst();
    any.ifPresent(first -> UnusedNode.putLeftOut(json, first.leftOut(), wording));
    any.flatMap(Attributions::prediction).ifPresent(this::put);
  }

  private static void putReasons(ObjectNode entry, Reasons reasons) {
    entry.putPOJO("reasons", reasons.toMap());
  }

  private void put(ArrayNode layers, String prefix, Attributions attributions) {
    for (Attribution layer : attributions) {
      put(layers.addObject(), prefix + (layers.size() - 1), layer);
    }
  }

  private void put(ObjectNode entry, String index, Attribution layer) {
    entry.put("layer", layer.layer());
    entry.put("port", layer.port().name().toLowerCase(Locale.ROOT));
    entry.putPOJO("method", layer.method().toMap());
    if (layer.method() instanceof GradientXActivation gradient) {
      entry.put("mode", gradient.mode().name().toLowerCase(Locale.ROOT));
    }
    layer.smoothing().ifPresent(noise -> entry.putPOJO("smooth", noise.toMap()));
    ArrayNode tensors = entry.putArray("tensors");
    for (int i = 0; i < layer.tensors().size(); i++) {
      AttributedTensor tensor = layer.tensors().get(i);
      String file = "%s.%s.%d".formatted(index, safe(layer.layer()), i);
      ObjectNode written = tensors.addObject().put("name", tensor.name());
      put(written, TensorFile.of(file + ".npy", tensor));
      tensor
          .positions()
          .map(tuples -> TensorFile.of(file + ".positions.npy", tuples))
          .ifPresent(tuples -> put(written.putObject("positions"), tuples));
    }
    layer.convergence().ifPresent(found -> entry.putPOJO("convergence", found.toMap()));
    layer
        .estimation()
        .ifPresent(
            found -> put(entry.putObject("estimation"), index + "." + safe(layer.layer()), found));
    UnusedNode.put(entry, layer.unused());
    if (!layer.coverage().isEmpty()) {
      entry.putPOJO("coverage", layer.coverage().toList());
    }
  }

  /** The errors are arrays in files of their own. */
  private void put(ObjectNode entry, String file, Estimation estimation) {
    estimation
        .toMap()
        .forEach(
            (name, value) -> {
              if (!name.equals(ERRORS)) {
                entry.putPOJO(name, value);
              }
            });
    List<AttributedTensor> errors = estimation.errors();
    ArrayNode written = errors.isEmpty() ? null : entry.putArray(ERRORS);
    for (int i = 0; written != null && i < errors.size(); i++) {
      put(
          written.addObject().put("name", errors.get(i).name()),
          TensorFile.of("%s.%d.errors.npy".formatted(file, i), errors.get(i)));
    }
  }

  private void put(Prediction prediction) {
    ObjectNode entry = json.putObject("prediction").put("output", prediction.output());
    put(
        entry.put("name", prediction.tensor().name()),
        TensorFile.of("prediction.npy", prediction.tensor()));
    if (!names.classes().isEmpty()) {
      names.classes().forEach(entry.putArray("classes")::add);
    }
  }

  private void put(ObjectNode entry, TensorFile file) {
    entry.put("file", file.name());
    ArrayNode shape = entry.putArray("shape");
    for (long length : file.content().values().shape().asArray()) {
      shape.add(length);
    }
    entry.put("dtype", file.content().type().numpyName());
    files.add(file);
  }

  /**
   * Characters that file names may contain on all systems; the layer's index makes names unique.
   */
  private static String safe(String layer) {
    String safe = layer.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.substring(0, Math.min(safe.length(), LONGEST_NAME));
  }
}

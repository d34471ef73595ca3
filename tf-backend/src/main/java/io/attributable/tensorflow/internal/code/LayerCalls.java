package io.attributable.tensorflow.internal.code;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.tensorflow.recording.CallRecorder;
import io.attributable.tensorflow.recording.ForwardCall;
import io.attributable.tensorflow.recording.LayerCall;
import io.attributable.tensorflow.recording.RecordedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of layers that one call of a model led to, by the layers' paths: {@code hidden} for a
 * method of the model itself, {@code encoder/hidden} for one of a module in a field, {@code
 * encoder} for that module as a whole.
 */
public final class LayerCalls {
  private final Map<String, List<LayerCall>> byPath = new LinkedHashMap<>();

  private LayerCalls() {}

  /**
   * Sorts the calls.
   *
   * @throws AttributionException MODULE_NOT_RECORDED
   */
  public static LayerCalls of(RecordedModel model, ForwardCall call) {
    Map<CallRecorder, List<String>> paths = new HashMap<>();
    collect(model, "", paths, new ArrayDeque<>());
    LayerCalls calls = new LayerCalls();
    for (LayerCall layer : call.layers()) {
      for (String path : paths.getOrDefault(layer.module(), List.of())) {
        calls.byPath.computeIfAbsent(name(path, layer), unused -> new ArrayList<>()).add(layer);
      }
    }
    return calls;
  }

  /** Objects may hold each other, so those that this one is inside of are not entered again. */
  private static void collect(
      RecordedModel model,
      String path,
      Map<CallRecorder, List<String>> paths,
      Deque<RecordedModel> around) {
    paths.computeIfAbsent(model.callRecorder(), unused -> new ArrayList<>()).add(path);
    around.push(model);
    model
        .callModules()
        .byField()
        .forEach(
            (field, modules) -> {
              String inner = path.isEmpty() ? field : path + "/" + field;
              for (Object module : modules) {
                RecordedModel recorded = recorded(model, inner, module);
                if (around.stream().noneMatch(outer -> outer == recorded)) {
                  collect(recorded, inner, paths, around);
                }
              }
            });
    around.pop();
  }

  private static RecordedModel recorded(RecordedModel holder, String path, Object module) {
    if (module instanceof RecordedModel recorded) {
      return recorded;
    }
    Class<?> type = module.getClass();
    Class<?> model = type.isAnonymousClass() ? type.getSuperclass() : type;
    throw new AttributionException(
        ErrorCode.MODULE_NOT_RECORDED,
        path,
        holder.callRecorder().model(),
        type.getName(),
        model.getSimpleName() + "Recorded");
  }

  private static String name(String path, LayerCall call) {
    boolean whole = call.layer().equals(call.module().forwardMethod());
    if (path.isEmpty()) {
      return call.layer();
    }
    return whole ? path : path + "/" + call.layer();
  }

  /** The address of every call, such as {@code hidden} or {@code step#2}. */
  public List<String> addresses() {
    return byPath.keySet().stream().flatMap(path -> addresses(path).stream()).toList();
  }

  /** The addresses of a layer's calls; none if it was not called. */
  public List<String> addresses(String path) {
    List<String> addresses = new ArrayList<>();
    int count = byPath.getOrDefault(path, List.of()).size();
    for (int number = 1; number <= count; number++) {
      addresses.add(count == 1 ? path : path + "#" + number);
    }
    return addresses;
  }

  /**
   * The call of an address, if there is one.
   *
   * @throws AttributionException SEVERAL_CALLS if it names no single one
   */
  Optional<LayerCall> find(String address) {
    List<LayerCall> whole = byPath.getOrDefault(address, List.of());
    if (whole.size() > 1) {
      throw new AttributionException(
          ErrorCode.SEVERAL_CALLS, address, whole.size(), address, address, whole.size());
    }
    if (whole.size() == 1) {
      return Optional.of(whole.get(0));
    }
    int mark = address.lastIndexOf('#');
    if (mark < 0 || !address.substring(mark + 1).matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    List<LayerCall> calls = byPath.getOrDefault(address.substring(0, mark), List.of());
    int number = Integer.parseInt(address.substring(mark + 1));
    return number <= calls.size() ? Optional.of(calls.get(number - 1)) : Optional.empty();
  }
}

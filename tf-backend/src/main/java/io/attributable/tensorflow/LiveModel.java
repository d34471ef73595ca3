package io.attributable.tensorflow;

import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.AttributionMethod;
import io.attributable.Attributions;
import io.attributable.ErrorCode;
import io.attributable.Port;
import io.attributable.tensorflow.internal.code.CodeSource;
import io.attributable.tensorflow.internal.code.ForwardCallGraph;
import io.attributable.tensorflow.internal.code.ForwardCallLookup;
import io.attributable.tensorflow.internal.code.LayerCalls;
import io.attributable.tensorflow.internal.gradient.GradientRules;
import io.attributable.tensorflow.internal.model.LoadedModel;
import io.attributable.tensorflow.internal.source.ModelSource;
import io.attributable.tensorflow.observe.CallKind;
import io.attributable.tensorflow.options.ModelOptions;
import io.attributable.tensorflow.options.WeightSource;
import io.attributable.tensorflow.recording.ForwardCall;
import io.attributable.tensorflow.recording.RecordedModel;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.Session;

/**
 * A model in code, explained as it is being trained: its layers are the recorded calls, its weights
 * are those of the user's session at the moment of each request. Generated explainers are made of
 * it. Serves any number of threads at once.
 *
 * <p>Owns native memory until closed, but neither the user's graph nor the user's session. These
 * have to stay open, unless the weights are frozen.
 */
public final class LiveModel implements AutoCloseable {
  /**
   * One side of a layer, for any number of calls.
   *
   * @param path the layer's address without the index of a call
   * @param method how it is explained, where that is not left to the request
   */
  public record Layer(String path, Port port, Optional<AttributionMethod> method) {
    /** A layer that is explained by the request's method. */
    public Layer(String path, Port port) {
      this(path, port, Optional.empty());
    }

    /** A layer that is explained by another method, unless a request names one for all. */
    public Layer(String path, Port port, AttributionMethod method) {
      this(path, port, Optional.of(method));
    }
  }

  private final AttributableModel model;
  private final LayerCalls calls;
  private final String forward;

  private LiveModel(AttributableModel model, LayerCalls calls, String forward) {
    this.model = model;
    this.calls = calls;
    this.forward = forward;
  }

  /**
   * Explains the only call of a model in the session's graph.
   *
   * @param options how to run it; {@link WeightSource#FROZEN} keeps the weights of this moment
   * @throws AttributionException FORWARD_NOT_CALLED, SEVERAL_FORWARDS, MODULE_NOT_RECORDED,
   *     SHARED_INPUT, UNSHARED_STATE, NATIVE_LIBRARY, DEVICE_NOT_FOUND
   */
  public static LiveModel of(RecordedModel recorded, Session session, ModelOptions options) {
    List<ForwardCall> calls = ForwardCallLookup.in(recorded, session);
    if (calls.size() > 1) {
      throw new AttributionException(
          ErrorCode.SEVERAL_FORWARDS, ForwardCallLookup.label(recorded), calls.size());
    }
    return of(recorded, calls.get(0), session, options);
  }

  /**
   * Explains one of several calls of a model.
   *
   * @param returned an operand that the call returned
   * @throws AttributionException FOREIGN_OPERAND, and as {@link #of(RecordedModel, Session,
   *     ModelOptions)}
   */
  public static LiveModel of(
      RecordedModel recorded, Operand<?> returned, Session session, ModelOptions options) {
    return of(recorded, ForwardCallLookup.returning(recorded, session, returned), session, options);
  }

  private static LiveModel of(
      RecordedModel recorded, ForwardCall call, Session session, ModelOptions options) {
    LayerCalls calls = LayerCalls.of(recorded, call);
    String name = recorded.callRecorder().model();
    ModelSource origin = new CodeSource(ForwardCallGraph.of(name, call), call, calls, session);
    LoadedModel model = LoadedModel.of(origin, options, GradientRules.ALL);
    try {
      model.use(CallKind.PREPARE, () -> model.prepared(call.method()).requireWeights());
      return new LiveModel(new AttributableModel(model), calls, call.method());
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * The address of every recorded call, such as {@code hidden}, {@code step#2}, {@code left/conv}.
   */
  public List<String> layers() {
    return calls.addresses();
  }

  /** Begins a request that names no layer yet. */
  public LayerAttribution request() {
    return LayerAttribution.on(model).signature(forward);
  }

  /** Adds all calls of some layers to a request; none of a layer that was not called. */
  public LayerAttribution allCalls(LayerAttribution request, List<Layer> layers) {
    for (Layer layer : layers) {
      for (String address : calls.addresses(layer.path())) {
        layer
            .method()
            .ifPresentOrElse(
                method -> request.layer(address, layer.port(), method),
                () -> request.layer(address, layer.port()));
      }
    }
    return request;
  }

  /** The attributions of a layer's calls among others, in order. */
  public static List<Attribution> calls(Attributions all, String path) {
    Pattern address = Pattern.compile(Pattern.quote(path) + "(#[0-9]+)?");
    return all.layers().stream()
        .filter(attribution -> address.matcher(attribution.layer()).matches())
        .collect(Collectors.toUnmodifiableList());
  }

  /** Frees native memory once all running requests are over. May be called again. */
  @Override
  public void close() {
    model.close();
  }
}

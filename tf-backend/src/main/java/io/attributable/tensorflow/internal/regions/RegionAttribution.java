package io.attributable.tensorflow.internal.regions;

import io.attributable.AttributedTensor;
import io.attributable.Attribution;
import io.attributable.AttributionException;
import io.attributable.Attributions;
import io.attributable.Baseline;
import io.attributable.ErrorCode;
import io.attributable.IntegratedGradients;
import io.attributable.Quadrature;
import io.attributable.Xrai;
import io.attributable.graph.layer.LayerTensors;
import io.attributable.graph.layer.TensorInfo;
import io.attributable.graph.method.PictureChannels;
import io.attributable.graph.savedmodel.TensorSchema;
import io.attributable.graph.tensor.Types;
import io.attributable.regions.Segmentation;
import io.attributable.tensorflow.internal.execution.ResultAssembler;
import io.attributable.tensorflow.internal.request.PreparedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * Answers a request for XRAI: integrated gradients from two baselines, as any request is answered,
 * and regions of the examples on the heap.
 */
public final class RegionAttribution {
  private final PreparedRequest request;
  private final Xrai method;
  private final Segmentation segmentation;
  private final List<String> inputs;

  private RegionAttribution(PreparedRequest request, Xrai method) {
    this.request = request;
    this.method = method;
    this.inputs = request.layers().tensors().stream().map(this::input).toList();
    this.segmentation = Segmentations.find(method.name());
  }

  /**
   * Checks a request, if its results are made of regions.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static PreparedRequest checked(PreparedRequest request) {
    if (request.method().isComposed()) {
      of(request);
    }
    return request;
  }

  /**
   * For a request whose results are made of regions.
   *
   * @throws AttributionException METHOD_NOT_APPLICABLE
   */
  public static RegionAttribution of(PreparedRequest request) {
    Xrai method = (Xrai) request.request().method();
    if (!request.request().reduction().isNone()) {
      throw refused(
          method,
          "reduction \"" + request.request().reduction() + '"',
          "regions are found outside of the graph in which reductions are computed",
          "Leave it out: an attribution is a map in the size of the picture.");
    }
    return new RegionAttribution(request, method);
  }

  /** The input that a layer stands for. */
  private String input(LayerTensors layer) {
    TensorInfo tensor = layer.tensors().get(0);
    TensorSchema input =
        request.signature().graph().signature().inputs().stream()
            .filter(schema -> schema.tensor().equals(tensor.tensor()))
            .findFirst()
            .orElseThrow(
                () ->
                    refused(
                        method,
                        "layer \"" + layer.address() + '"',
                        "it is no input, and regions are those of a picture",
                        "Explain a picture, as input:NAME."));
    requirePicture(input.name(), tensor.shape());
    if (tensor.shape().numDimensions() == 4) {
      PictureChannels.check(
          method.name(), method.channelAxis(), request.signature().graph(), tensor);
    }
    NdArray<?> given = request.request().inputs().get(input.name());
    if (given != null) {
      requirePicture(input.name(), given.shape());
    }
    return input.name();
  }

  private void requirePicture(String input, Shape shape) {
    int rank = shape.isUnknown() ? 4 : shape.numDimensions();
    if (rank != 3 && rank != 4) {
      throw refused(
          method,
          "input \"" + input + "\" of shape " + Types.text(shape),
          "a picture is [examples, height, width, channels], or without channels",
          "Explain another input, or use integrated-gradients.");
    }
    int channels = Math.floorMod(method.channelAxis(), 4);
    if (channels != 1 && channels != 3) {
      throw refused(
          method,
          "input \"" + input + "\" of shape " + Types.text(shape),
          "parameter channel-axis is " + method.channelAxis(),
          "Set it to -1, or to 1 where channels come before height and width.");
    }
  }

  private static AttributionException refused(
      Xrai method, String what, String reason, String remedy) {
    return new AttributionException(
        ErrorCode.METHOD_NOT_APPLICABLE, method.name(), what, reason, remedy);
  }

  /**
   * The results.
   *
   * @param evaluator answers requests for integrated gradients, by target
   * @return by target
   */
  public List<Attributions> of(Function<PreparedRequest, List<Attributions>> evaluator) {
    RegionBaselines baselines = new RegionBaselines(request, method, Set.copyOf(inputs));
    List<Attributions> black = evaluator.apply(by(baselines.black()));
    List<Attributions> white = evaluator.apply(by(baselines.white()));
    Map<String, List<PictureRegions>> regions = new LinkedHashMap<>();
    List<Attributions> results = new ArrayList<>();
    for (int target = 0; target < black.size(); target++) {
      List<List<AttributedTensor>> layers = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        String name = inputs.get(i);
        layers.add(
            List.of(
                map(
                    regions.computeIfAbsent(name, this::regions),
                    black.get(target).layers().get(i),
                    white.get(target).layers().get(i))));
      }
      results.add(ResultAssembler.composed(request, black.get(target), layers));
    }
    return results;
  }

  private PreparedRequest by(Baseline baseline) {
    return request.by(
        new IntegratedGradients(baseline, method.steps(), Quadrature.GAUSS_LEGENDRE, 0, false));
  }

  /** By example. */
  private List<PictureRegions> regions(String input) {
    NdArray<?> examples = request.request().inputs().get(input);
    List<PictureRegions> regions = new ArrayList<>();
    for (long i = 0; examples != null && i < examples.shape().get(0); i++) {
      Picture picture = Picture.of(examples.shape(), method.channelAxis());
      regions.add(PictureRegions.of(picture.scaled(examples.get(i)), segmentation));
    }
    return regions;
  }

  private AttributedTensor map(List<PictureRegions> regions, Attribution black, Attribution white) {
    RegionMap map = new RegionMap(black.tensor(), white.tensor(), method.channelAxis());
    for (int i = 0; i < regions.size(); i++) {
      map.add(i, regions.get(i));
    }
    return map.result();
  }
}

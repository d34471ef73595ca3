package io.attributable.inputs.image;

import io.attributable.AttributionException;
import io.attributable.inputs.array.ElementReader;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.ImagePreprocess;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Makes numbers of pictures. */
public final class ImageInput {
  private final NamedTensor input;
  private final ImagePreprocess said;
  private final ReadLimits limits;
  private final Set<String> notes = new LinkedHashSet<>();

  private ImageInput(NamedTensor input, ImagePreprocess said, ReadLimits limits) {
    this.input = input;
    this.said = said;
    this.limits = limits;
  }

  /**
   * Reads pictures, one per example.
   *
   * @param said how numbers are made of them, as far as the signature does not show it
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput read(
      NamedTensor input, ImagePreprocess said, List<Content> files, ReadLimits limits) {
    return new ImageInput(input, said, limits).read(files);
  }

  /**
   * Whether what was said fits the input's shape and dtype.
   *
   * @param origin where it was said, for messages
   * @throws AttributionException INPUT_CONVERSION if not
   */
  public static void check(NamedTensor input, ImagePreprocess said, String origin) {
    ImageLayout layout = ImageLayout.of(input, said, origin);
    PixelScale.of(input, input.dtype(origin), said.orBytes(), layout.depth(), origin);
  }

  private ReadInput read(List<Content> files) {
    String origin = files.get(0).name();
    ImageLayout layout = ImageLayout.of(input, said, origin);
    InputDtype dtype = input.dtype(origin);
    PixelScale scale = PixelScale.of(input, dtype, said, layout.depth(), origin);
    if (!layout.batched() && files.size() > 1) {
      throw input.conversion(origin, "it takes a single picture", "Give one file.");
    }
    List<PictureView> views = new ArrayList<>();
    List<Grid> grids = new ArrayList<>();
    for (Content file : files) {
      Pixels read = pixels(file);
      Grid grid = grid(read, layout);
      grids.add(grid);
      views.add(
          new PictureView(file.name(), read.toImage(), FedPicture.of(grid, layout).toImage()));
    }
    NdArray<?> array = array(files, grids, layout, dtype, scale);
    InputView view = new InputView.Images(input.name(), List.of(input.name()), views);
    return new ReadInput(Map.of(input.name(), array), view, List.copyOf(notes));
  }

  private Pixels pixels(Content file) {
    NamedFile named = new NamedFile(file, input.role());
    byte[] bytes = named.bytes(limits);
    if (LossyWebp.is(bytes)) {
      notes.add(
          ("\"%s\" is WebP with loss, whose colours are not interpolated here: where they change,"
                  + " pixels differ from those of other programs. PNG has none of this.")
              .formatted(file.name()));
    }
    return new PictureFile(named, limits).read(bytes);
  }

  private Grid grid(Pixels read, ImageLayout layout) {
    Pixels seen = read;
    if (!said.background().isEmpty()) {
      List<Integer> colour = said.background();
      seen = read.on(colour.get(0), colour.get(1), colour.get(2));
    } else if (read.transparent() && layout.depth() < 4) {
      notes.add(
          ("Input \"%s\" has pictures with transparent pixels, whose transparency was dropped, as"
                  + " TensorFlow's decoders do; \"background\" puts them on a colour.")
              .formatted(input.name()));
    }
    Grid whole = ChannelOrder.grid(seen, layout.channels());
    return whole.fitted(
        said,
        layout.height() < 0 ? whole.height() : (int) layout.height(),
        layout.width() < 0 ? whole.width() : (int) layout.width());
  }

  private NdArray<?> array(
      List<Content> files,
      List<Grid> grids,
      ImageLayout layout,
      InputDtype dtype,
      PixelScale scale) {
    Grid first = grids.get(0);
    Shape shape = layout.shape(grids.size(), first.height(), first.width());
    double[] numbers = new double[Math.toIntExact(shape.size())];
    int at = 0;
    for (int i = 0; i < grids.size(); i++) {
      Grid grid = grids.get(i);
      if (grid.height() != first.height() || grid.width() != first.width()) {
        throw otherSize(files.get(i), grid, first);
      }
      at = fill(numbers, at, grid, layout, scale);
    }
    return array(shape, numbers, dtype, files.get(0));
  }

  private AttributionException otherSize(Content file, Grid grid, Grid first) {
    return input.conversion(
        file.name(),
        "it has %d x %d pixels, but the first picture %d x %d"
            .formatted(grid.height(), grid.width(), first.height(), first.width()),
        "Give \"size\" in \"preprocess\", or one picture at a time.");
  }

  private static int fill(
      double[] numbers, int start, Grid grid, ImageLayout layout, PixelScale scale) {
    int depth = grid.channels();
    int pixels = grid.height() * grid.width();
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int c = 0; c < depth; c++) {
        int at = layout.channelsFirst() ? c * pixels + pixel : pixel * depth + c;
        numbers[start + at] = scale.apply(grid.values()[pixel * depth + c], c);
      }
    }
    return start + pixels * depth;
  }

  private NdArray<?> array(Shape shape, double[] numbers, InputDtype dtype, Content file) {
    if (dtype == InputDtype.FLOAT64) {
      return NdArrays.wrap(shape, DataBuffers.of(numbers, false, false));
    }
    if (dtype.isFloat()) {
      float[] floats = new float[numbers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) numbers[i];
      }
      FloatNdArray array = NdArrays.wrap(shape, DataBuffers.of(floats, false, false));
      return array;
    }
    ElementReader reader = new ElementReader(dtype);
    List<Object> whole = new ArrayList<>(numbers.length);
    for (double number : numbers) {
      whole.add(
          reader
              .read(BigDecimal.valueOf(Math.rint(number)))
              .orElseThrow(
                  () ->
                      input.conversion(
                          file.name(),
                          "a pixel becomes " + number + ", which " + dtype.typeName() + " is not",
                          "Correct \"range\", \"mean\" and \"std\" in \"preprocess\".")));
    }
    return dtype.array(shape, whole);
  }
}

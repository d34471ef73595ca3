package io.attributable.regions.boofcv;

import boofcv.abst.segmentation.ImageSuperpixels;
import boofcv.alg.filter.blur.GBlurImageOps;
import boofcv.factory.segmentation.ConfigFh04;
import boofcv.factory.segmentation.FactoryImageSegmentation;
import boofcv.struct.ConnectRule;
import boofcv.struct.image.GrayF32;
import boofcv.struct.image.GrayS32;
import boofcv.struct.image.ImageType;
import boofcv.struct.image.Planar;
import com.google.auto.service.AutoService;
import io.attributable.regions.Segmentation;
import io.attributable.regions.SegmentationScale;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * The graph-based segmentation of P. Felzenszwalb and D. Huttenlocher, by BoofCV: pixels and their
 * eight neighbours, edges in their exact order. Pictures have one channel or more. Deterministic,
 * and safe for any number of threads.
 */
@AutoService(Segmentation.class)
public final class GraphSegmentation implements Segmentation {
  /** A Gaussian that is narrower leaves a pixel as it is. */
  private static final double NARROWEST = 0.2;

  /** No bins, so that edges are sorted and not nearly so. */
  private static final int EXACT = 0;

  /** For {@link java.util.ServiceLoader}. */
  public GraphSegmentation() {}

  @Override
  public IntNdArray segment(FloatNdArray picture, SegmentationScale scale) {
    Planar<GrayF32> image = smooth(image(picture), scale.sigma());
    GrayS32 regions = new GrayS32(image.width, image.height);
    ConfigFh04 config =
        new ConfigFh04((float) scale.scale(), scale.minimumSize(), ConnectRule.EIGHT, EXACT);
    ImageSuperpixels<Planar<GrayF32>> algorithm =
        FactoryImageSegmentation.fh04(config, ImageType.pl(image.getNumBands(), GrayF32.class));
    algorithm.segment(image, regions);
    IntNdArray numbers = NdArrays.ofInts(Shape.of(image.height, image.width));
    numbers
        .scalars()
        .forEachIndexed((at, number) -> number.setInt(regions.get((int) at[1], (int) at[0])));
    return numbers;
  }

  private static Planar<GrayF32> image(FloatNdArray picture) {
    Shape shape = picture.shape();
    Planar<GrayF32> image =
        new Planar<>(
            GrayF32.class,
            Math.toIntExact(shape.get(1)),
            Math.toIntExact(shape.get(0)),
            Math.toIntExact(shape.get(2)));
    picture
        .scalars()
        .forEachIndexed(
            (at, value) ->
                image.getBand((int) at[2]).set((int) at[1], (int) at[0], value.getFloat()));
    return image;
  }

  private static Planar<GrayF32> smooth(Planar<GrayF32> image, double sigma) {
    return sigma < NARROWEST ? image : GBlurImageOps.gaussian(image, null, sigma, -1, null);
  }
}

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
import org.tensorflow.ndarray.buffer.DataBuffers;

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
    // As long as the picture, as a new image of BoofCV has no margin.
    return NdArrays.ofInts(Shape.of(image.height, image.width))
        .copyFrom(DataBuffers.of(regions.data, true, false));
  }

  private static Planar<GrayF32> image(FloatNdArray picture) {
    int height = Math.toIntExact(picture.shape().get(0));
    int width = Math.toIntExact(picture.shape().get(1));
    int channels = Math.toIntExact(picture.shape().get(2));
    float[] values = new float[height * width * channels];
    picture.copyTo(DataBuffers.of(values, false, false));
    Planar<GrayF32> image = new Planar<>(GrayF32.class, width, height, channels);
    for (int channel = 0; channel < channels; channel++) {
      float[] band = image.getBand(channel).data;
      for (int pixel = 0; pixel < height * width; pixel++) {
        band[pixel] = values[pixel * channels + channel];
      }
    }
    return image;
  }

  private static Planar<GrayF32> smooth(Planar<GrayF32> image, double sigma) {
    return sigma < NARROWEST ? image : GBlurImageOps.gaussian(image, null, sigma, -1, null);
  }
}

package io.attributable.pictures;

import io.attributable.Attribution;
import io.attributable.Attributions;
import io.attributable.Interpolation;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.ndarray.NdArray;

/** The Java of docs/pictures.md, so that it compiles; a test holds both together. */
final class PageCode {
  private final Attribution attribution;
  private final List<String> names;
  private final List<String> values;

  PageCode(Attribution attribution, List<String> names, List<String> values) {
    this.attribution = attribution;
    this.names = names;
    this.values = values;
  }

  String image(BufferedImage image) {
    Picture why =
        ImagePicture.of(attribution.tensor(), 0)
            .over(Pixels.of(image))
            .style(ImageStyle.BLENDED)
            .outliers(2)
            .title("Why a cat?")
            .unit("logit")
            .draw();
    why.svg(Path.of("why.svg"));
    why.png(Path.of("why.png"));
    String alt = why.altText();
    return alt;
  }

  void maps(Attribution gradCam, BufferedImage image) {
    ImagePicture map =
        ImagePicture.of(gradCam.tensor(), 0)
            .over(Pixels.of(image))
            .interpolation(Interpolation.BILINEAR);
    map.style(ImageStyle.MASKED).sign(Sign.POSITIVE).draw();
    map.style(ImageStyle.CONTOUR).draw();
  }

  void rows(List<String> tokens) {
    TokenPicture.of(tokens, attribution.tensor(), 0)
        .title("In favour of the film?")
        .unit("logit")
        .draw();
    TablePicture.of(names, attribution.tensor(), 0).values(values).top(8).draw();
    WaterfallPicture.of(names, attribution, 0).values(values).unit("log odds").draw();
  }

  void overTime(NdArray<?> signal, NdArray<?> samples, NdArray<?> decibels) {
    SeriesPicture.of(signal, attribution.tensor(), 0)
        .channels(List.of("lead I", "lead II"))
        .rate(50)
        .draw();
    SoundPicture.of(samples, 16_000, attribution.tensor(), 0).draw();
    SoundPicture.of(samples, 16_000, attribution.tensor(), 0).style(SoundStyle.CURVE).draw();
    SpectrogramPicture.of(decibels, attribution.tensor(), 0).rate(100).frequencies(0, 4_000).draw();
  }

  void layers(Attribution layer, Attributions attributions) {
    ChannelsPicture.of(layer.tensor(), 0)
        .top(8)
        .columns(4)
        .title("Layer conv2, its channels")
        .draw();
    GalleryPicture all = GalleryPicture.empty().columns(3);
    for (Attribution one : attributions.layers()) {
      all = all.add(one.layer(), ImagePicture.of(one.tensor(), 0).draw());
    }
    all.draw().svg(Path.of("layers.svg"));
  }
}

package io.attributable.inputs.image;

import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.PictureView;
import io.attributable.model.ByteExamples;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Pictures for models that decode them: the bytes of files, which are looked at only for people.
 */
public final class EncodedImages {
  private EncodedImages() {}

  /**
   * Reads files, one per example.
   *
   * @throws io.attributable.AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  public static ReadInput read(NamedTensor input, List<Content> files, ReadLimits limits) {
    List<byte[]> examples = new ArrayList<>();
    List<PictureView> views = new ArrayList<>();
    Set<String> notes = new LinkedHashSet<>();
    for (Content content : files) {
      NamedFile file = new NamedFile(content, input.role());
      byte[] bytes = file.bytes(limits);
      BufferedImage upright = new PictureFile(file, limits).read(bytes).toImage();
      if (Orientation.of(bytes) != Orientation.UPRIGHT) {
        notes.add(
            ("\"%s\" is to be turned, as its EXIF data says, which decoders inside models do not"
                    + " do: \"%s\" gets it as it is stored.")
                .formatted(content.name(), input.name()));
      }
      examples.add(bytes);
      views.add(new PictureView(content.name(), upright, upright));
    }
    return new ReadInput(
        Map.of(input.name(), ByteExamples.array(input.tensor().shape(), examples)),
        new InputView.Images(input.name(), List.of(input.name()), views),
        List.copyOf(notes));
  }
}

package io.attributable.inputs.sound;

import io.attributable.AttributionException;
import io.attributable.inputs.array.InputDtype;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.array.ReadInput;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.InputView;
import io.attributable.inputs.view.SoundView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Makes samples of sounds, for inputs of shape [samples], [examples, samples] or that and 1. */
public final class SoundInput {
  private SoundInput() {}

  /**
   * Reads sounds, one per example.
   *
   * @param said how many samples per second the model takes, and what is done with other lengths
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE, INPUT_CONVERSION
   */
  public static ReadInput read(
      NamedTensor input, InputContent.Audio said, List<Content> files, ReadLimits limits) {
    FittedSound fitted = new FittedSound(input, said, limits);
    List<SoundView> sounds = new ArrayList<>();
    for (Content content : files) {
      checkFloat(input, content);
      SoundView sound = fitted.fit(SoundFile.read(new NamedFile(content, input.role()), limits));
      checkLength(input, sound, sounds.isEmpty() ? sound : sounds.get(0));
      sounds.add(sound);
    }
    Shape shape = shape(input, files, sounds);
    List<Object> samples = new ArrayList<>();
    InputDtype dtype = input.dtype(files.get(0).name());
    boolean wide = dtype == InputDtype.FLOAT64;
    for (SoundView sound : sounds) {
      sound
          .samples()
          .scalars()
          .forEach(
              sample ->
                  samples.add(wide ? (Object) (double) sample.getFloat() : sample.getFloat()));
    }
    return new ReadInput(
        Map.of(input.name(), dtype.array(shape, samples)),
        new InputView.Sounds(input.name(), List.of(input.name()), sounds),
        List.copyOf(fitted.notes()));
  }

  private static void checkFloat(NamedTensor input, Content file) {
    if (!input.dtype(file.name()).isFloat()) {
      throw input.conversion(file.name(), "samples are floating-point numbers", "");
    }
  }

  private static void checkLength(NamedTensor input, SoundView sound, SoundView first) {
    long found = sound.samples().size();
    if (found != first.samples().size()) {
      throw input.conversion(
          sound.origin(),
          "it has %d samples, but the first one %d".formatted(found, first.samples().size()),
          "Give sounds of one length, or one at a time.");
    }
  }

  private static Shape shape(NamedTensor input, List<Content> files, List<SoundView> sounds) {
    long length = sounds.get(0).samples().size();
    boolean column = input.rank() == 3 && input.lengths().get(2) == 1;
    if (input.rank() == 1 && files.size() == 1) {
      return Shape.of(length);
    }
    if (input.rank() == 2 || column) {
      return column ? Shape.of(files.size(), length, 1) : Shape.of(files.size(), length);
    }
    throw input.conversion(
        files.get(0).name(),
        input.rank() == 1 ? "it takes a single sound" : "its shape is not that of samples",
        "Give the samples as an array: NAME=FILE.npy.");
  }
}

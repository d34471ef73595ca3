package io.attributable.inputs.sound;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.array.NamedTensor;
import io.attributable.inputs.card.InputContent;
import io.attributable.inputs.card.Side;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.SoundView;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.StdArrays;

/** Brings sounds to the rate and the length that a model takes, and notes what it did. */
final class FittedSound {
  private final NamedTensor input;
  private final InputContent.Audio said;
  private final ReadLimits limits;
  private final Set<String> notes = new LinkedHashSet<>();

  FittedSound(NamedTensor input, InputContent.Audio said, ReadLimits limits) {
    this.input = input;
    this.said = said;
    this.limits = limits;
  }

  /** What was done, as sentences. */
  Set<String> notes() {
    return notes;
  }

  /**
   * The sound as the model takes it.
   *
   * @throws AttributionException INPUT_CONVERSION, INPUT_TOO_LARGE
   */
  SoundView fit(SoundView sound) {
    SoundView resampled =
        said.rate() == 0 || sound.rate() == said.rate() ? sound : resampled(sound);
    long stated = input.rank() < 1 ? -1 : input.lengths().get(input.rank() == 1 ? 0 : 1);
    return stated < 0 || resampled.samples().size() == stated
        ? resampled
        : fitted(resampled, Math.toIntExact(stated));
  }

  private SoundView resampled(SoundView sound) {
    Resampler resampler = Resampler.of(sound.rate(), said.rate());
    if (resampler.isTooFine()) {
      throw input.conversion(
          sound.origin(),
          "it has %d samples per second, the model takes %d, and these have no common measure"
              .formatted(sound.rate(), said.rate()),
          "Resample it before.");
    }
    long length = resampler.length(sound.samples().size());
    if (length > limits.bytes() / Float.BYTES) {
      throw new AttributionException(
          ErrorCode.INPUT_TOO_LARGE,
          sound.origin(),
          input.role(),
          "it becomes %d samples, and at most %d bytes are read".formatted(length, limits.bytes()));
    }
    notes.add(
        "\"%s\" has %d samples per second and was resampled to the %d that input \"%s\" takes."
            .formatted(sound.origin(), sound.rate(), said.rate(), input.name()));
    return new SoundView(
        sound.origin(), said.rate(), wrap(resampler.apply(floats(sound.samples()))));
  }

  private SoundView fitted(SoundView sound, int length) {
    float[] samples = floats(sound.samples());
    boolean shorter = samples.length < length;
    Side side =
        (shorter ? said.fit().pad() : said.fit().crop())
            .orElseThrow(() -> otherLength(sound, samples.length, length));
    notes.add(
        "\"%s\" has %d samples, and input \"%s\" takes %d: %d were %s at the %s."
            .formatted(
                sound.origin(),
                samples.length,
                input.name(),
                length,
                Math.abs(length - samples.length),
                shorter ? "added" : "cut off",
                side.name().toLowerCase(Locale.ROOT)));
    return new SoundView(sound.origin(), sound.rate(), wrap(of(samples, length, side)));
  }

  private float[] of(float[] samples, int length, Side side) {
    int shift = side == Side.FRONT ? length - samples.length : 0;
    float[] fitted = new float[length];
    Arrays.fill(fitted, (float) said.fit().padding());
    int kept = Math.min(length, samples.length);
    System.arraycopy(samples, Math.max(0, -shift), fitted, Math.max(0, shift), kept);
    return fitted;
  }

  private AttributionException otherLength(SoundView sound, int found, int length) {
    String key = found < length ? "pad" : "crop";
    return input.conversion(
        sound.origin(),
        "it has %d samples, but the model takes %d".formatted(found, length),
        "Give as many, or say \"%s\": \"front\" or \"back\" in the model card.".formatted(key));
  }

  private static float[] floats(FloatNdArray samples) {
    return StdArrays.array1dCopyOf(samples);
  }

  private static FloatNdArray wrap(float[] samples) {
    return StdArrays.ndCopyOf(samples);
  }
}

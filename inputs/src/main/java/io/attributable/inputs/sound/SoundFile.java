package io.attributable.inputs.sound;

import io.attributable.AttributionException;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import io.attributable.inputs.view.SoundView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Reads a {@code .wav} file: whole numbers of 8 to 32 bits or floating-point ones, from -1 to 1.
 */
final class SoundFile {
  private static final int MOST_RATE = 1_000_000;

  private final NamedFile file;
  private final AudioFormat format;

  private SoundFile(NamedFile file, AudioFormat format) {
    this.file = file;
    this.format = format;
  }

  /**
   * The mean of the file's channels.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  static SoundView read(NamedFile file, ReadLimits limits) {
    byte[] bytes = file.bytes(limits);
    try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      byte[] data = in.readAllBytes();
      long stated = in.getFrameLength() * in.getFormat().getFrameSize();
      if (in.getFrameLength() > 0 && data.length < stated) {
        throw file.unreadable(
            "it is damaged: %d of %d bytes of samples are there".formatted(data.length, stated));
      }
      return new SoundFile(file, in.getFormat()).decode(data);
    } catch (UnsupportedAudioFileException e) {
      throw file.unreadable("it is no WAV file with uncompressed samples").causedBy(e);
    } catch (IOException | IllegalArgumentException e) {
      throw file.unreadable("it is damaged: " + e.getMessage()).causedBy(e);
    }
  }

  private SoundView decode(byte[] data) {
    int channels = format.getChannels();
    int width = format.getFrameSize() / Math.max(1, channels);
    if (!isKnown(width)) {
      throw file.unreadable("its samples are " + format + ", which is not known");
    }
    int rate = Math.round(format.getSampleRate());
    if (rate < 1 || rate > MOST_RATE) {
      throw file.unreadable("it says that it has %d samples per second".formatted(rate));
    }
    ByteBuffer samples =
        ByteBuffer.wrap(data)
            .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    float[] mono = new float[data.length / (width * channels)];
    for (int i = 0; i < mono.length; i++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += sample(samples, (i * channels + channel) * width, width);
      }
      mono[i] = (float) (sum / channels);
    }
    return new SoundView(
        file.content().name(),
        rate,
        NdArrays.wrap(Shape.of(mono.length), DataBuffers.of(mono, false, false)));
  }

  private boolean isKnown(int width) {
    AudioFormat.Encoding encoding = format.getEncoding();
    boolean whole =
        width == 1
            ? encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED)
            : encoding.equals(AudioFormat.Encoding.PCM_SIGNED) && width <= Integer.BYTES;
    boolean fraction =
        encoding.equals(AudioFormat.Encoding.PCM_FLOAT)
            && (width == Float.BYTES || width == Double.BYTES);
    return whole || fraction;
  }

  private double sample(ByteBuffer samples, int at, int width) {
    if (format.getEncoding().equals(AudioFormat.Encoding.PCM_FLOAT)) {
      return width == Float.BYTES ? samples.getFloat(at) : samples.getDouble(at);
    }
    return switch (width) {
      case 1 -> ((samples.get(at) & 0xFF) - 0x80) / (double) 0x80;
      case 2 -> samples.getShort(at) / (double) 0x8000;
      case 3 -> (three(samples, at) >> 8) / (double) 0x800000;
      default -> samples.getInt(at) / (double) 0x80000000L;
    };
  }

  /** The upper three bytes of a number. */
  private int three(ByteBuffer samples, int at) {
    int first = samples.get(at) & 0xFF;
    int second = samples.get(at + 1) & 0xFF;
    int third = samples.get(at + 2) & 0xFF;
    return format.isBigEndian()
        ? (first << 24) | (second << 16) | (third << 8)
        : (third << 24) | (second << 16) | (first << 8);
  }
}

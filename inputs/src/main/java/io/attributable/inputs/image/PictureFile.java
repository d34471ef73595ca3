package io.attributable.inputs.image;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.NamedFile;
import io.attributable.inputs.source.ReadLimits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture's file, whose size is looked at before. */
final class PictureFile {
  private static final String JDK = "Oracle";

  private final NamedFile file;
  private final ReadLimits limits;

  PictureFile(NamedFile file, ReadLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * The upright pixels.
   *
   * @throws AttributionException UNREADABLE_FILE, INPUT_TOO_LARGE
   */
  Pixels read(byte[] bytes) {
    return Orientation.turn(PixelReader.read(decode(bytes)), Orientation.of(bytes));
  }

  private BufferedImage decode(byte[] bytes) {
    List<String> problems = new ArrayList<>();
    for (ImageReader reader : readers(bytes)) {
      try (ImageInputStream stream =
          ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
        reader.setInput(stream);
        check(reader.getWidth(0), reader.getHeight(0));
        checkWhole(bytes);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (warnings.isEmpty()) {
          return image;
        }
        problems.add(warnings.get(0)); // What is missing would be grey.
      } catch (AttributionException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // Decoders answer damage with whatever breaks first.
        problems.add(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      } catch (OutOfMemoryError e) {
        throw file.unreadable("it is larger than the memory").causedBy(e);
      } finally {
        reader.dispose();
      }
    }
    throw file.unreadable(problem(problems));
  }

  private void checkWhole(byte[] bytes) {
    PngChunks.problem(bytes)
        .ifPresent(
            problem -> {
              throw file.unreadable("it is damaged: " + problem);
            });
  }

  private static String problem(List<String> problems) {
    if (problems.isEmpty()) {
      return "it is no PNG, JPEG, WebP, GIF or BMP picture";
    }
    return "it is damaged, or of a kind that is not known: " + problems.get(0);
  }

  private void check(long width, long height) {
    if (width * height > limits.pixels()) {
      throw new AttributionException(
          ErrorCode.INPUT_TOO_LARGE,
          file.content().name(),
          file.role(),
          "it has %d x %d pixels, and at most %d are read"
              .formatted(width, height, limits.pixels()));
    }
  }

  /** Those that know the file, the JDK's first: others follow colour profiles. */
  private List<ImageReader> readers(byte[] bytes) {
    List<ImageReader> readers = new ArrayList<>();
    try (ImageInputStream stream =
        ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> found = ImageIO.getImageReaders(stream);
      found.forEachRemaining(readers::add);
    } catch (IOException e) {
      throw file.unreadable(String.valueOf(e.getMessage())).causedBy(e);
    }
    readers.sort(Comparator.comparing(reader -> !isOfJdk(reader)));
    return readers;
  }

  private static boolean isOfJdk(ImageReader reader) {
    return String.valueOf(reader.getOriginatingProvider().getVendorName()).startsWith(JDK);
  }
}

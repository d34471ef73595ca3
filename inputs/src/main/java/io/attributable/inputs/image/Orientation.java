package io.attributable.inputs.image;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEG;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegment;
import com.twelvemonkeys.imageio.metadata.jpeg.JPEGSegmentUtil;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;

/**
 * How a camera says that a photo is to be turned (EXIF): cameras store what their sensor saw, and
 * viewers turn it.
 */
final class Orientation {
  /** Nothing is to be turned. */
  static final int UPRIGHT = 1;

  private static final int LAST = 8;

  private Orientation() {}

  /** From 1 to 8, as EXIF numbers them; 1 where a JPEG says nothing, or nothing that is valid. */
  static int of(byte[] jpeg) {
    try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(jpeg))) {
      List<JPEGSegment> segments = JPEGSegmentUtil.readSegments(stream, JPEG.APP1, "Exif");
      return segments.isEmpty() ? UPRIGHT : of(segments.get(0));
    } catch (IOException | RuntimeException e) {
      return UPRIGHT; // Of what is no JPEG, or has damaged notes, the pixels can still be right.
    }
  }

  private static int of(JPEGSegment segment) throws IOException {
    try (InputStream data = segment.data()) {
      data.skipNBytes(1); // The second of two zeros behind the name.
      try (ImageInputStream exif = ImageIO.createImageInputStream(data)) {
        Directory read = new TIFFReader().read(exif);
        Directory first = read instanceof CompoundDirectory all ? all.getDirectory(0) : read;
        Entry entry = first.getEntryById(TIFF.TAG_ORIENTATION);
        int value = entry != null && entry.getValue() instanceof Number n ? n.intValue() : UPRIGHT;
        return value < UPRIGHT || value > LAST ? UPRIGHT : value;
      }
    }
  }

  /** The pixels, turned and mirrored as the number says. */
  static Pixels turn(Pixels stored, int orientation) {
    if (orientation == UPRIGHT) {
      return stored;
    }
    boolean aside = orientation > 4;
    int width = aside ? stored.height() : stored.width();
    int height = aside ? stored.width() : stored.height();
    int[] upright = new int[stored.argb().length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        upright[y * width + x] = stored.argb()[source(stored, orientation, x, y)];
      }
    }
    return new Pixels(width, height, stored.grey(), stored.transparent(), upright);
  }

  /** Where in the stored pixels an upright one stands. */
  private static int source(Pixels stored, int orientation, int x, int y) {
    int right = stored.width() - 1;
    int bottom = stored.height() - 1;
    return switch (orientation) {
      case 2 -> at(stored, right - x, y);
      case 3 -> at(stored, right - x, bottom - y);
      case 4 -> at(stored, x, bottom - y);
      case 5 -> at(stored, y, x);
      case 6 -> at(stored, y, bottom - x);
      case 7 -> at(stored, right - y, bottom - x);
      default -> at(stored, right - y, x);
    };
  }

  private static int at(Pixels stored, int x, int y) {
    return y * stored.width() + x;
  }
}

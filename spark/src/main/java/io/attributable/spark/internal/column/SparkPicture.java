package io.attributable.spark.internal.column;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import io.attributable.inputs.source.Content;
import io.attributable.inputs.source.InputSource;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A picture of Spark's image source: rows of bytes, blue first, as OpenCV has them. It is read as a
 * file is, so that sizes and ranges are those of the model card.
 */
final class SparkPicture {
  private static final String[] FIELDS = {"origin", "height", "width", "nChannels", "mode", "data"};
  private static final int[] READ = {1, 2, 3, 5};

  private SparkPicture() {}

  /** Whether a column holds such pictures. */
  static boolean is(DataType type) {
    return type instanceof StructType struct && Arrays.equals(struct.fieldNames(), FIELDS);
  }

  /**
   * A picture as a file without losses.
   *
   * @throws AttributionException COLUMN_VALUE
   */
  static InputSource read(String column, Row picture) {
    for (int field : READ) {
      if (picture.isNullAt(field)) {
        throw damaged(column, "no " + FIELDS[field]);
      }
    }
    int channels = picture.getInt(3);
    BufferedImage image = image(column, picture, channels);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    String format = channels == 4 ? "png" : "bmp";
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
      ImageIO.write(image, format, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return InputSource.Files.of(new Content.Bytes("picture." + format, file.toByteArray()));
  }

  private static BufferedImage image(String column, Row picture, int channels) {
    int height = picture.getInt(1);
    int width = picture.getInt(2);
    byte[] data = picture.getAs(5);
    if (height < 1 || width < 1 || data.length != (long) height * width * channels) {
      throw damaged(
          column,
          "%d bytes for %d x %d pixels of %d channels"
              .formatted(data.length, width, height, channels));
    }
    BufferedImage image = new BufferedImage(width, height, type(column, channels));
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    if (channels == 4) {
      for (int i = 0; i < data.length; i += 4) {
        pixels[i] = data[i + 3];
        System.arraycopy(data, i, pixels, i + 1, 3);
      }
    } else {
      System.arraycopy(data, 0, pixels, 0, data.length);
    }
    return image;
  }

  private static int type(String column, int channels) {
    return switch (channels) {
      case 1 -> BufferedImage.TYPE_BYTE_GRAY;
      case 3 -> BufferedImage.TYPE_3BYTE_BGR;
      case 4 -> BufferedImage.TYPE_4BYTE_ABGR;
      default -> throw damaged(column, channels + " channels");
    };
  }

  private static AttributionException damaged(String column, String what) {
    return new AttributionException(
        ErrorCode.COLUMN_VALUE,
        column,
        "a picture",
        "it has " + what,
        "Read it anew with spark.read().format(\"image\").");
  }
}

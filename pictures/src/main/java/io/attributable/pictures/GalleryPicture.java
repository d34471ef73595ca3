package io.attributable.pictures;

import io.attributable.AttributionException;
import io.attributable.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several pictures side by side, each with a caption: methods, layers, examples. Pictures keep
 * their own scales, each with a legend; small ones can go without, and the gallery has one that
 * says so: {@code legend(true)}.
 *
 * <pre>{@code
 * Picture all = GalleryPicture.empty().columns(3).add("saliency", one).add("lrp", other).draw();
 * }</pre>
 */
public final class GalleryPicture extends PictureKind<GalleryPicture> {
  private static final int USUAL_COLUMNS = 4;
  private static final double GAP = 22;
  private static final double CAPTION = 20;

  /** How far a caption may reach into the gap behind its picture. */
  private static final double OVERHANG = 12;

  private static final double LETTERS = 12;

  private final List<Piece> pieces;
  private final int columns;

  private record Piece(String caption, Picture picture) {}

  private GalleryPicture(Look look, List<Piece> pieces, int columns) {
    super(look);
    this.pieces = pieces;
    this.columns = columns;
  }

  /** One to which pictures are added. */
  public static GalleryPicture empty() {
    return new GalleryPicture(Look.PLAIN.legend(false), List.of(), USUAL_COLUMNS);
  }

  @Override
  GalleryPicture with(Look other) {
    return new GalleryPicture(other, pieces, columns);
  }

  /** One more, behind the others. */
  public GalleryPicture add(String caption, Picture picture) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(new Piece(caption, picture));
    return new GalleryPicture(look, List.copyOf(more), columns);
  }

  /**
   * How many stand in a row; 4 unless given.
   *
   * @throws AttributionException PICTURE_SETTING
   */
  public GalleryPicture columns(int count) {
    if (count < 1) {
      throw new AttributionException(ErrorCode.PICTURE_SETTING, "columns", count, "at least 1");
    }
    return new GalleryPicture(look, pieces, count);
  }

  /**
   * Draws it: columns and rows as wide and high as what they hold.
   *
   * @throws AttributionException PICTURE_SETTING if there is nothing in it
   */
  @Override
  public Picture draw() {
    if (pieces.isEmpty()) {
      throw new AttributionException(
          ErrorCode.PICTURE_SETTING, "gallery", "empty", "of at least one picture");
    }
    int across = Math.min(columns, pieces.size());
    double[] lefts = new double[across + 1];
    double[] tops = new double[(pieces.size() + across - 1) / across + 1];
    for (int column = 0; column < across; column++) {
      lefts[column + 1] = lefts[column] + widest(column, across) + GAP;
    }
    for (int row = 0; row + 1 < tops.length; row++) {
      tops[row + 1] = tops[row] + CAPTION + highest(row, across) + GAP;
    }
    return Frame.around(
        look,
        Legend.ofSeveral(look),
        lefts[across] - GAP,
        tops[tops.length - 1] - GAP,
        altText(),
        canvas -> {
          for (int i = 0; i < pieces.size(); i++) {
            int column = i % across;
            Piece piece = pieces.get(i);
            double room = lefts[column + 1] - lefts[column] - GAP + OVERHANG;
            canvas.group(lefts[column], tops[i / across], "", inside -> draw(inside, piece, room));
          }
        });
  }

  private static void draw(Canvas canvas, Piece piece, double room) {
    canvas.write(Text.of(piece.caption, LETTERS).within(room), 0, LETTERS);
    int margin = piece.picture.margin();
    canvas.group(-margin, CAPTION - margin, "", piece.picture.drawing());
  }

  private double widest(int column, int across) {
    double widest = 0;
    for (int i = column; i < pieces.size(); i += across) {
      Picture picture = pieces.get(i).picture;
      widest = Math.max(widest, picture.width() - 2 * picture.margin());
    }
    return widest;
  }

  private double highest(int row, int across) {
    double highest = 0;
    for (int i = row * across; i < Math.min(pieces.size(), (row + 1) * across); i++) {
      Picture picture = pieces.get(i).picture;
      highest = Math.max(highest, picture.height() - 2 * picture.margin());
    }
    return highest;
  }

  private String altText() {
    return pieces.stream()
        .map(piece -> piece.caption + ": " + piece.picture.altText())
        .collect(Collectors.joining(" ", pieces.size() + " pictures. ", ""));
  }
}

package io.attributable.samples.digits;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** A heat map as a picture that stands alone: with its caption above and its legend below. */
final class Figure {
  static final int WIDTH = 368;
  static final int HEIGHT = 468;

  private static final int MARGIN = 24;
  private static final int SIDE = WIDTH - 2 * MARGIN;
  private static final int MAP_TOP = 80;
  private static final int BAR_TOP = MAP_TOP + SIDE + 14;
  private static final int BAR_HEIGHT = 12;
  private static final int NUMBERS = BAR_TOP + BAR_HEIGHT + 21;

  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Color DARK = new Color(0x14, 0x17, 0x1f);
  private static final Color MUTED = new Color(0x5c, 0x62, 0x6e);

  private final Graphics2D graphics;
  private final Lettering lettering;

  private Figure(Graphics2D graphics) {
    this.graphics = graphics;
    this.lettering = new Lettering(graphics, MARGIN, SIDE);
  }

  /**
   * Draws a figure of {@link #WIDTH} × {@link #HEIGHT} pixels.
   *
   * @param subject what the map is laid over, such as {@code a 3, read as 3}
   */
  static BufferedImage draw(AttributionMap map, Grid ink, String subject) {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, WIDTH, HEIGHT);
      graphics.drawImage(HeatMap.draw(map.values(), ink, SIDE), MARGIN, MAP_TOP, null);
      Figure figure = new Figure(graphics);
      figure.writeCaption(map, subject);
      figure.drawLegend(map.values().reach());
    } finally {
      graphics.dispose();
    }
    return picture;
  }

  private void writeCaption(AttributionMap map, String subject) {
    lettering.write(map.place(), Lettering.LEFT, 38, TITLE, DARK);
    lettering.write(subject, Lettering.RIGHT, 38, TEXT, MUTED);
    lettering.write(map.question(), Lettering.LEFT, 62, TEXT, MUTED);
  }

  private void drawLegend(float reach) {
    BufferedImage bar = ColourBar.draw(SIDE + 1, BAR_HEIGHT);
    graphics.drawImage(bar, MARGIN, BAR_TOP, SIDE, BAR_HEIGHT, null);
    lettering.write(Numbers.signed(-reach), Lettering.LEFT, NUMBERS, TEXT, DARK);
    lettering.write("0", Lettering.CENTRE, NUMBERS, TEXT, DARK);
    lettering.write(Numbers.signed(reach), Lettering.RIGHT, NUMBERS, TEXT, DARK);
  }
}

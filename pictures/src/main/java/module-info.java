/**
 * Draws attributions: start with {@link io.attributable.pictures.ImagePicture}, {@link
 * io.attributable.pictures.TokenPicture}, {@link io.attributable.pictures.TablePicture} and {@link
 * io.attributable.pictures.SeriesPicture}.
 */
module io.attributable.pictures {
  requires transitive io.attributable;
  requires transitive java.desktop;
  requires java.xml;
  // FontBox needs it, and as an automatic module cannot say so.
  requires org.apache.commons.logging;
  // Which numbers.complex needs, and as an automatic module cannot say so.
  requires org.apache.commons.numbers.core;
  requires org.apache.commons.math4.transform;
  requires org.apache.commons.numbers.complex;
  requires org.apache.fontbox;
  requires org.apache.pdfbox.io;
  requires static transitive org.jspecify;

  exports io.attributable.pictures;
}

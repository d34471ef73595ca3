/**
 * Pictures of attributions, as PNG and SVG. Start with {@link
 * io.attributable.pictures.ImagePicture} and {@link io.attributable.pictures.Picture}.
 */
@NullMarked
package io.attributable.pictures;

import org.jspecify.annotations.NullMarked;

/**
 * The page that the demo shows, with all samples: start at {@link
 * io.attributable.samples.gallery.GalleryDemo}.
 */
@NullMarked
package io.attributable.samples.gallery;

import org.jspecify.annotations.NullMarked;

package io.attributable.report;

import io.attributable.pictures.Picture;

/**
 * An attribution of one example, drawn.
 *
 * @param picture how it looks
 * @param data its numbers
 */
record Drawn(Picture picture, MapData data) {}

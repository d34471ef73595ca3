package io.attributable.report;

/**
 * What was explained of an example, as people call it.
 *
 * @param index the class, or -1 where the target is none
 * @param text its name
 */
record ClassLabel(int index, String text) {}

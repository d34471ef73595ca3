package io.attributable.inputs.text;

/**
 * A token that has no place in a row yet.
 *
 * @param text as views have it
 * @param type its segment
 * @param start where it begins in the text, in chars; equal to {@code end} if it is not in the text
 * @param end behind its last char
 * @param known whether the vocabulary has it
 * @param added whether it is not in the text, but added around it: such ones are not cut off
 */
record Piece(String text, long id, long type, int start, int end, boolean known, boolean added) {}

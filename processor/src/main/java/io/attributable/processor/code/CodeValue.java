package io.attributable.processor.code;

/**
 * Where operands are found.
 *
 * @param name their name
 * @param holder the variable that holds them
 * @param access what reads them from there, such as {@code .left()}; empty for the variable itself
 */
public record CodeValue(String name, String holder, String access) {}

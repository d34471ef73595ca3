package io.attributable.processor.code;

/**
 * Where operands are found.
 *
 * @param name what they are called
 * @param holder the variable they lie in
 * @param access what reads them from there, such as {@code .left()}; empty for the variable itself
 */
public record CodeValue(String name, String holder, String access) {}

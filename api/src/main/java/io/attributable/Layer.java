package io.attributable;

/**
 * The return type of {@link Attributable} methods. Nothing implements it: the methods are
 * declarations, read by the annotation processor.
 */
public interface Layer {}

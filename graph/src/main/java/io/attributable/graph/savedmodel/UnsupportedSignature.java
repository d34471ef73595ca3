package io.attributable.graph.savedmodel;

/**
 * A signature that a file has, but that nobody can be served by. It harms no other.
 *
 * @param name the signature's name
 * @param reason why, such as {@code input "tags" is a sparse tensor}
 */
public record UnsupportedSignature(String name, String reason) {}

package io.attributable.graph.savedmodel;

/**
 * A signature of a file that cannot be served. Others are not affected.
 *
 * @param name the signature's name
 * @param reason the cause, such as {@code input "tags" is a sparse tensor}
 */
public record UnsupportedSignature(String name, String reason) {}

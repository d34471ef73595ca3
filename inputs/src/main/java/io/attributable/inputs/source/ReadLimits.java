package io.attributable.inputs.source;

/**
 * What is refused before it is read, so that a small file cannot take all memory. Immutable.
 *
 * @param bytes the most that a file of pictures, text, tables or sound may have; arrays are not
 *     limited, as they take no more memory than their file has
 * @param pixels the most that a picture may have, which is asked before it is decoded
 */
public record ReadLimits(long bytes, long pixels) {
  /** 256 MiB and 50 million pixels. */
  public static final ReadLimits DEFAULT = new ReadLimits(256L << 20, 50_000_000);
}

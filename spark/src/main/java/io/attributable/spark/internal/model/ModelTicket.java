package io.attributable.spark.internal.model;

import java.io.Serializable;

/**
 * What executors need to have the very model that the driver looked at.
 *
 * @param files where they are
 * @param hash of all of them
 * @param tensorFlow the version of TensorFlow Java that the driver has
 * @param threads of TensorFlow for a task
 */
public record ModelTicket(ModelFiles files, String hash, String tensorFlow, int threads)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}

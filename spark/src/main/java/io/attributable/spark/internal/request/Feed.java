package io.attributable.spark.internal.request;

import java.io.Serializable;

/**
 * Which column an input is made of.
 *
 * @param input the name of an input of the signature, or of a text of the model card
 * @param column its name
 * @param index its position in rows
 */
public record Feed(String input, String column, int index) implements Serializable {
  private static final long serialVersionUID = 1L;
}

package io.attributable.samples.gallery;

import java.util.List;

/**
 * What the page says of one sample.
 *
 * @param id of the section in the page
 * @param title the question that it answers
 * @param lead what the model does, and what there is to see
 * @param parts one for each example
 * @param commands what does the same on the command line, from the root of the sources
 * @param code what does the same in Java: lines of the sample itself
 * @param source where these lines are, for people
 */
record Section(
    String id,
    String title,
    String lead,
    List<Part> parts,
    List<String> commands,
    String code,
    String source) {
  /** Copies the lists. */
  Section {
    parts = List.copyOf(parts);
    commands = List.copyOf(commands);
  }
}

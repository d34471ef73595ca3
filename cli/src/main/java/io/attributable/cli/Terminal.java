package io.attributable.cli;

/** Where commands speak: what the command line as a whole has for all of them. */
interface Terminal {
  /** Standard output and error output, as they were set up. */
  Console console();
}

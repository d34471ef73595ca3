/**
 * Requests as programs write them, in JSON and its words: {@link
 * io.attributable.requests.OptionsReader} reads what is explained and how. Nothing here reads
 * files. For the server and the transformer of Spark, which have the same words.
 */
@NullMarked
package io.attributable.requests;

import org.jspecify.annotations.NullMarked;

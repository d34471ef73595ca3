/** SavedModels made by hand, for tests: start at {@link io.attributable.graph.made.MadeModel}. */
package io.attributable.graph.made;

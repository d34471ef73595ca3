/** Hands hostile input to all that reads some: only coded errors come of it. */
package io.attributable.fuzz;

/**
 * Builds of users: each test is a project in an empty folder, whose build is what a page of the
 * documentation says, or what users are known to have.
 */
@NullMarked
package io.attributable.builds;

import org.jspecify.annotations.NullMarked;

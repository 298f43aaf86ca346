/** The observed state of a run, in one record; observing never acts. */
@NullMarked
package dev.loadtest.operator.observe;

import org.jspecify.annotations.NullMarked;

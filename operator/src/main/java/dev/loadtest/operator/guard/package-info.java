/** Allowed targets and limits; pure code. */
@NullMarked
package dev.loadtest.operator.guard;

import org.jspecify.annotations.NullMarked;

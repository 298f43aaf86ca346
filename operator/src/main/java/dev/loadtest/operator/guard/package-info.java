/** What may be aimed at and how hard; pure code. */
@NullMarked
package dev.loadtest.operator.guard;

import org.jspecify.annotations.NullMarked;

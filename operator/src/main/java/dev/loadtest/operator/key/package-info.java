/** The operator's one key, and what is derived from it: a key of its own for each purpose and run. */
@NullMarked
package dev.loadtest.operator.key;

import org.jspecify.annotations.NullMarked;

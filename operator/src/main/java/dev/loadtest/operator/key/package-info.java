/** The operator's key and its derivation for each purpose and run. */
@NullMarked
package dev.loadtest.operator.key;

import org.jspecify.annotations.NullMarked;

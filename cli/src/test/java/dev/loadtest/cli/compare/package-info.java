/** Tests of comparisons. */
@NullMarked
package dev.loadtest.cli.compare;

import org.jspecify.annotations.NullMarked;

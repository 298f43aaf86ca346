/** Validation of LoadTests, all problems at once; pure code. */
@NullMarked
package dev.loadtest.operator.validate;

import org.jspecify.annotations.NullMarked;

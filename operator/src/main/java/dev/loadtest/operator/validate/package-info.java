/** Whether a LoadTest can be run, all that speaks against it at once; pure code. */
@NullMarked
package dev.loadtest.operator.validate;

import org.jspecify.annotations.NullMarked;

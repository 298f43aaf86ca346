/** Tests of {@code helm test}. */
@NullMarked
package dev.loadtest.operator.smoke;

import org.jspecify.annotations.NullMarked;

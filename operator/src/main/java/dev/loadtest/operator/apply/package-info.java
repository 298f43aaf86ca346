/** Carries out decisions. */
@NullMarked
package dev.loadtest.operator.apply;

import org.jspecify.annotations.NullMarked;

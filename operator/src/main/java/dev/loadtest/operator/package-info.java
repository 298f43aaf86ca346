/** The operator process: reconciles LoadTests and serves metrics and health. */
@NullMarked
package dev.loadtest.operator;

import org.jspecify.annotations.NullMarked;

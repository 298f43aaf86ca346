@NullMarked
package dev.loadtest.operator.checkpoint;

import org.jspecify.annotations.NullMarked;

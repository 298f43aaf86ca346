@NullMarked
package dev.loadtest.operator.guard;

import org.jspecify.annotations.NullMarked;

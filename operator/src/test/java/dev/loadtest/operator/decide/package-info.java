@NullMarked
package dev.loadtest.operator.decide;

import org.jspecify.annotations.NullMarked;

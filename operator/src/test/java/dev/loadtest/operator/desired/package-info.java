@NullMarked
package dev.loadtest.operator.desired;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.loadtest.operator;

import org.jspecify.annotations.NullMarked;

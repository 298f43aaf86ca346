@NullMarked
package dev.loadtest.operator.key;

import org.jspecify.annotations.NullMarked;

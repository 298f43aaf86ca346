@NullMarked
package dev.loadtest.operator.observe;

import org.jspecify.annotations.NullMarked;

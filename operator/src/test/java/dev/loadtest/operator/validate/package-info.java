@NullMarked
package dev.loadtest.operator.validate;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.loadtest.operator.serve;

import org.jspecify.annotations.NullMarked;

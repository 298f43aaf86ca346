@NullMarked
package dev.loadtest.operator.run;

import org.jspecify.annotations.NullMarked;

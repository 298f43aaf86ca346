@NullMarked
package dev.loadtest.engine;

import org.jspecify.annotations.NullMarked;

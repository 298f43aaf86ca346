@NullMarked
package dev.loadtest.operator.settings;

import org.jspecify.annotations.NullMarked;

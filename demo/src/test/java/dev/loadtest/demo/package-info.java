@NullMarked
package dev.loadtest.demo;

import org.jspecify.annotations.NullMarked;

/** Tests of help and completion, the latter in real shells. */
@NullMarked
package dev.loadtest.cli.usage;

import org.jspecify.annotations.NullMarked;

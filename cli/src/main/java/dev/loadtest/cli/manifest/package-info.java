/** Manifests as a command line names them. */
@NullMarked
package dev.loadtest.cli.manifest;

import org.jspecify.annotations.NullMarked;

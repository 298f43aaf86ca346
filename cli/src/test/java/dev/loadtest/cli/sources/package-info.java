/** Tests of the project's files: sizes of sources, licences of what is packaged. */
@NullMarked
package dev.loadtest.cli.sources;

import org.jspecify.annotations.NullMarked;

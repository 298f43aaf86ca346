/** What a response must be and what is captured from it; ports that read bodies. */
@NullMarked
package dev.loadtest.engine.run.check;

import org.jspecify.annotations.NullMarked;

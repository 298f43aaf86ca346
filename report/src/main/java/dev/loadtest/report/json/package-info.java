/** JSON from untrusted texts, and the parts of it that several files have. */
@NullMarked
package dev.loadtest.report.json;

import org.jspecify.annotations.NullMarked;

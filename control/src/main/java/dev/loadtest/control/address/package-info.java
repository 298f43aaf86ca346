/** Which addresses may be aimed at, as the operator and its workers understand them alike. */
@NullMarked
package dev.loadtest.control.address;

import org.jspecify.annotations.NullMarked;

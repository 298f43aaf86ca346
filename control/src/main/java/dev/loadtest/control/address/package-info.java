/** Address policy, shared by the operator and its workers. */
@NullMarked
package dev.loadtest.control.address;

import org.jspecify.annotations.NullMarked;

/** Single requests as text: for a shell, as sent, for programs; and their responses. */
@NullMarked
package dev.loadtest.cli.request;

import org.jspecify.annotations.NullMarked;

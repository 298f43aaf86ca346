/** Drafts of manifests, made of what a user has: a URL, a description of an API, a recording. Pure: no I/O. */
@NullMarked
package dev.loadtest.cli.draft;

import org.jspecify.annotations.NullMarked;

/**
 * What makes the images without a registry: the base image, the lists of classes that operator and worker load, and the archives
 * made of them. Each program runs from its source, by {@code java FILE.java}.
 */
@NullMarked
package dev.loadtest.images;

import org.jspecify.annotations.NullMarked;

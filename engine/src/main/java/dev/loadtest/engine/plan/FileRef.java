package dev.loadtest.engine.plan;

/**
 * A file of the plan.
 *
 * @param set the file set it belongs to
 * @param name its name within the set, without folders
 * @param size in bytes
 * @param sha256 of its content, in lower-case hexadecimal
 */
public record FileRef(String set, String name, long size, String sha256) {}

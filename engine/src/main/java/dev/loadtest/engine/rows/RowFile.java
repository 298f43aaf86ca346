package dev.loadtest.engine.rows;

import java.nio.file.Path;

/**
 * A file of rows.
 *
 * @param name in its set; its ending tells CSV from JSON Lines
 * @param path without links, which are not followed
 */
public record RowFile(String name, Path path) {}

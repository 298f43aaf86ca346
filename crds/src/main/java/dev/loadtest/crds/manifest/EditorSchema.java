package dev.loadtest.crds.manifest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The JSON schema of a manifest, with which editors complete, explain and check one while it is written. Generated from the
 * model; part of the program, so that it can be written beside a manifest and fits the program that runs it.
 */
public final class EditorSchema {
    public static final String FILE_NAME = "loadtest.schema.json";

    private EditorSchema() {}

    /**
     * The comment by which editors find the schema; the first line of a manifest.
     *
     * @param location relative to the manifest's folder, with {@code /}, or a URL
     */
    public static String comment(String location) {
        return "# yaml-language-server: $schema=" + location;
    }

    /** The schema's text, UTF-8. */
    public static byte[] content() {
        try (InputStream schema = EditorSchema.class.getResourceAsStream("/META-INF/loadtest/" + FILE_NAME)) {
            return Objects.requireNonNull(schema).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

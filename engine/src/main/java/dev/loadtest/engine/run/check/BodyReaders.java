package dev.loadtest.engine.run.check;

/** Ports that read response bodies: the engine knows no library for JSON, regular expressions or compression. */
public record BodyReaders(
        JsonValues json, JsonScan.Maker scans, TextPattern.Compiler patterns, ContentCodings codings) {}
